#include <assay/store/lock.hpp>
#include <assay/store/row.hpp>
#include <assay/store/store.hpp>
#include <assay/store/table.hpp>
#include <assay/store/writer.hpp>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace assay {
namespace {

constexpr std::size_t longest_queue = 100'000;

sqlite::Database open_log(const std::filesystem::path& file, std::int64_t page_limit) {
  sqlite::Database database = open_trials(file);
  database.run("PRAGMA journal_mode=WAL"); // readers do not stop the writer, nor it them
  if (page_limit > 0) {
    database.run(("PRAGMA max_page_count=" + std::to_string(page_limit)).c_str());
  }
  return database;
}

/// An open file; the order matters: locked before it is opened, closed before it is unlocked.
struct OpenFile {
  WriteLock lock;
  sqlite::Database database;
  TrialTable table;

  OpenFile(const std::filesystem::path& file, std::int64_t page_limit)
      : lock(file), database(open_log(file, page_limit)), table(database) {}
};

} // namespace

class StoreWriter::Thread {
public:
  Thread(const std::filesystem::path& file, WriterOptions options)
      : file_(file),
        options_(std::move(options)),
        open_(std::make_unique<OpenFile>(file, options_.page_limit)) {
    if (!options_.experiment.empty()) {
      open_->table.keep_experiment(options_.experiment);
    }
    thread_ = std::thread([this] { run(); });
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  ~Thread() {
    if (thread_.joinable()) {
      stop();
    }
  }

  void add(TrialRecord record);
  void flush();
  void close();
  [[nodiscard]] std::uint64_t acknowledged() const;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
  void stop();
  void run();
  void serve();
  bool next_batch();
  void commit();
  void insert(const TrialRecord& record);
  void rethrow_failure() const;

  std::filesystem::path file_;
  WriterOptions options_;
  std::unique_ptr<OpenFile> open_; // until closed
  std::vector<TrialRecord> batch_; // of the thread alone

  mutable std::mutex mutex_; // guards what follows
  std::condition_variable work_;
  std::condition_variable room_;
  std::vector<TrialRecord> queue_;
  std::uint64_t added_ = 0;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t wanted_ = 0; // flush: commit at once until so many are acknowledged
  bool closing_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

void StoreWriter::Thread::rethrow_failure() const {
  if (failure_) {
    std::rethrow_exception(failure_);
  }
}

void StoreWriter::Thread::add(TrialRecord record) {
  need_storable(record);
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] { return failure_ || queue_.size() < longest_queue; });
  rethrow_failure();
  ensure(!closing_, "no trial is added to a closed writer");
  queue_.push_back(std::move(record));
  ++added_;
  if (queue_.size() == 1 || queue_.size() == longest_queue) {
    work_.notify_one();
  }
}

void StoreWriter::Thread::flush() {
  std::unique_lock lock(mutex_);
  wanted_ = added_;
  work_.notify_one();
  room_.wait(lock, [this] { return failure_ || acknowledged_ >= wanted_; });
  rethrow_failure();
}

std::uint64_t StoreWriter::Thread::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return acknowledged_;
}

void StoreWriter::Thread::stop() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_.notify_one();
  thread_.join();
}

void StoreWriter::Thread::close() {
  if (thread_.joinable()) {
    stop();
  }
  if (open_ && !failure_) {
    open_->database.leave_wal();
  }
  open_.reset();
  rethrow_failure();
}

void StoreWriter::Thread::run() {
  try {
    serve();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    queue_.clear();
    room_.notify_all();
  }
}

void StoreWriter::Thread::serve() {
  while (next_batch()) {
    commit();
    if (options_.acknowledged) {
      options_.acknowledged(batch_);
    }
    const std::lock_guard lock(mutex_);
    acknowledged_ += batch_.size();
    room_.notify_all();
  }
}

/// Waits for trials, then for others to share their transaction; false when closed and done.
bool StoreWriter::Thread::next_batch() {
  std::unique_lock lock(mutex_);
  work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
  work_.wait_for(lock, options_.commit_every, [this] {
    return closing_ || wanted_ > acknowledged_ || queue_.size() >= longest_queue;
  });
  batch_.clear();
  batch_.swap(queue_);
  room_.notify_all();
  return !batch_.empty();
}

void StoreWriter::Thread::commit() {
  open_->table.begin();
  for (const TrialRecord& record : batch_) {
    insert(record);
  }
  open_->table.commit(); // if it throws, closing the file rolls back
}

void StoreWriter::Thread::insert(const TrialRecord& record) {
  const std::optional<TrialRecord> stored = open_->table.add(record);
  if (stored && !same_result(stored->result, record.result)) {
    throw FileError("cannot write " + file_.string() + ": trial " + trial_key(record.spec) +
                    " is stored with another result than it has now, so it is not reproducible; "
                    "write to a new file");
  }
}

StoreWriter::StoreWriter(const std::filesystem::path& file, WriterOptions options)
    : thread_(std::make_unique<Thread>(file, std::move(options))) {}
StoreWriter::~StoreWriter() = default;
void StoreWriter::add(TrialRecord record) { thread_->add(std::move(record)); }
void StoreWriter::flush() { thread_->flush(); }
void StoreWriter::close() { thread_->close(); }
std::vector<Count> StoreWriter::keys() const { return Store(thread_->file()).keys(); }
std::uint64_t StoreWriter::acknowledged() const { return thread_->acknowledged(); }

} // namespace assay
