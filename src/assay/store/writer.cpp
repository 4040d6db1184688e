#include <assay/store/lock.hpp>
#include <assay/store/row.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/store.hpp>
#include <assay/store/text.hpp>
#include <assay/store/writer.hpp>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace assay {
namespace {

constexpr std::size_t longest_queue = 100'000;

sqlite::Database open_for_writing(const std::filesystem::path& file, std::int64_t page_limit) {
  sqlite::Database database(file, sqlite::Access::write);
  database.need_writable();
  if (is_empty(database)) {
    create_schema(database);
  }
  check_schema(database);
  // A committed transaction survives a power cut (FULL), and readers do not stop the writer (WAL).
  database.run("PRAGMA journal_mode=WAL");
  database.run("PRAGMA synchronous=FULL");
  if (page_limit > 0) {
    database.run(("PRAGMA max_page_count=" + std::to_string(page_limit)).c_str());
  }
  return database;
}

} // namespace

class StoreWriter::Thread {
public:
  Thread(const std::filesystem::path& file, WriterOptions options)
      : lock_(file),
        options_(std::move(options)),
        database_(open_for_writing(file, options_.page_limit)),
        insert_(database_, insert_trial) {
    keep_experiment();
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
  [[nodiscard]] const std::filesystem::path& file() const { return database_.file(); }

private:
  void keep_experiment() const;
  void stop();
  void run();
  void serve();
  bool next_batch();
  void commit();
  void insert(const TrialRecord& record);
  void rethrow_failure() const;

  WriteLock lock_; // first: taken before the file is opened, freed after it is closed
  WriterOptions options_;
  sqlite::Database database_;
  sqlite::Statement insert_;
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

void StoreWriter::Thread::keep_experiment() const {
  if (options_.experiment.empty()) {
    return;
  }
  need(is_utf8(options_.experiment) && options_.experiment.find('\0') == std::string::npos,
       "the text of an experiment is UTF-8 without a NUL");
  sqlite::Statement keep(database_, "INSERT INTO experiments VALUES (?) ON CONFLICT DO NOTHING");
  keep.bind(1, options_.experiment);
  keep.step();
}

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
  rethrow_failure();
  database_.leave_wal();
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
  database_.run("BEGIN IMMEDIATE");
  for (const TrialRecord& record : batch_) {
    insert(record);
  }
  database_.run("COMMIT"); // if it throws, the transaction is rolled back when the file is closed
}

void StoreWriter::Thread::insert(const TrialRecord& record) {
  const std::string key = trial_key(record.spec);
  bind_row(insert_, key, record);
  insert_.step();
  if (database_.changes() == 1) {
    return;
  }
  const std::string select = std::string("SELECT ") + trial_columns + " FROM trials WHERE key = ?";
  sqlite::Statement stored(database_, select);
  stored.bind(1, key);
  if (!stored.step() || !same_result(read_row(database_, stored).result, record.result)) {
    throw FileError("cannot write " + file().string() + ": trial " + key +
                    " is stored with another result than it has now; use a new file, and tell "
                    "the makers of the solver that it is not reproducible");
  }
}

StoreWriter::StoreWriter(std::filesystem::path file, WriterOptions options)
    : thread_(std::make_unique<Thread>(file, std::move(options))) {}
StoreWriter::~StoreWriter() = default;
void StoreWriter::add(TrialRecord record) { thread_->add(std::move(record)); }
void StoreWriter::flush() { thread_->flush(); }
void StoreWriter::close() { thread_->close(); }
std::vector<std::string> StoreWriter::keys() const { return Store(thread_->file()).keys(); }
std::uint64_t StoreWriter::acknowledged() const { return thread_->acknowledged(); }

} // namespace assay
