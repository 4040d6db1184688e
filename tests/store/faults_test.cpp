// Everything that can be wrong with a file: one clear line each, and no number changed in silence.
#include <assay/numbers/stream.hpp>
#include <assay/store/database.hpp>

#include <catch2/catch.hpp>

#include "trials.hpp"
#include <fstream>
#include <sstream>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace assay;
using Catch::Matchers::Contains;
using std::filesystem::path;

namespace {

std::string bytes_of(const path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

void put(const path& file, const std::string& bytes) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(file.string() + suffix);
  }
  std::ofstream(file, std::ios::binary) << bytes;
}

bool is_one_line(const std::string& message) {
  return !message.empty() && message.find('\n') == std::string::npos;
}

std::string writing(const path& file, const WriterOptions& options = {}) {
  return trials::message_of<FileError>([&] { StoreWriter(file, options).close(); });
}

std::string reading(const path& file) {
  return trials::message_of<FileError>([&] { trials::read(file); });
}

/// What `body` returns in another process, without the rights of root.
template <class Body> std::string in_another_process(const Body& body) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const bool dropped = geteuid() != 0 || seteuid(65534) == 0; // nobody
    const std::string said = dropped ? body() : "root keeps its rights";
    _exit(write(ends[1], said.data(), said.size()) < 0 ? 1 : 0);
  }
  close(ends[1]);
  std::string said(4096, '\0');
  const ssize_t length = read(ends[0], said.data(), said.size());
  close(ends[0]);
  waitpid(child, nullptr, 0);
  said.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return said;
}

} // namespace

TEST_CASE("a missing folder or file is named", "[store]") {
  const trials::Folder folder;
  const std::string no_folder = writing(folder / "none/a.sqlite");
  CHECK_THAT(no_folder, Contains("there is no folder " + (folder / "none").string()));
  const std::string no_file = reading(folder / "none.sqlite");
  CHECK_THAT(no_file, Contains((folder / "none.sqlite").string()) && Contains("is it there"));
  CHECK_FALSE(std::filesystem::exists(folder / "none.sqlite"));
  CHECK(is_one_line(writing(folder.path())));
  CHECK(is_one_line(reading(folder.path())));
}

TEST_CASE("a read-only file or folder is named, and can still be read", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a.sqlite";
  trials::write(file, 3);
  REQUIRE(chmod(file.c_str(), 0444) == 0);
  REQUIRE(chmod(folder.path().c_str(), 0777) == 0);
  CHECK_THAT(in_another_process([&] { return writing(file); }), Contains("read-only"));
  REQUIRE(chmod(folder.path().c_str(), 0555) == 0);
  CHECK_THAT(in_another_process([&] { return writing(file); }),
             Contains("the folder " + folder.path().string() + " is read-only"));
  CHECK(in_another_process([&] { return std::to_string(trials::read(file).size()); }) == "3");
  REQUIRE(chmod(folder.path().c_str(), 0755) == 0);
}

TEST_CASE("a file that is no store is refused and left as it is", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  std::string png = "\x89PNG\r\n\x1a\n";
  png.resize(5000, 'x');
  for (const std::string& foreign : {png, std::string("solver,calls\n"), std::string(1, '\0')}) {
    put(file, foreign);
    CHECK_THAT(writing(file), Contains("no file of assay's trials"));
    CHECK_THAT(reading(file), Contains("no file of assay's trials"));
    CHECK((bytes_of(file) == foreign));
  }
  put(file, "");
  CHECK(writing(file).empty()); // an empty file is a new one
  put(file, "");
  CHECK_THAT(reading(file), Contains("is empty"));
  sqlite::Database(file, sqlite::Access::write).run("CREATE TABLE mail (subject TEXT)");
  const std::string other = bytes_of(file);
  CHECK_THAT(writing(file), Contains("another program"));
  CHECK_THAT(reading(file), Contains("another program"));
  CHECK((bytes_of(file) == other));
}

TEST_CASE("a newer schema and changed tables are told apart", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  trials::write(file, 3);
  sqlite::Database(file, sqlite::Access::write).run("CREATE INDEX extra ON trials(seed)");
  CHECK_THAT(reading(file), Contains("its tables are not those"));
  sqlite::Database(file, sqlite::Access::write).run("PRAGMA user_version=2");
  CHECK_THAT(reading(file), Contains("a newer assay wrote it (schema 2, this one knows 1)"));
  CHECK_THAT(writing(file), Contains("a newer assay wrote it"));
}

TEST_CASE("one file has one writer; readers are not stopped", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a.sqlite";
  StoreWriter writer(file);
  writer.add(trials::numbered(1));
  writer.flush();
  const std::string mine = "in use by another assay (process " + std::to_string(getpid()) + ")";
  CHECK_THAT(writing(file), Contains(mine));
  REQUIRE(chmod(folder.path().c_str(), 0777) == 0);
  REQUIRE(chmod((file.string() + "-lock").c_str(), 0666) == 0);
  CHECK_THAT(in_another_process([&] { return writing(file); }), Contains(mine));
  std::filesystem::create_symlink(file, folder / "link");
  CHECK_THAT(writing(folder / "link"), Contains(mine));
  CHECK(trials::read(file).size() == 1);
  writer.add(trials::numbered(2)); // the refused ones did no harm
  writer.close();
  CHECK(writing(file) == "");
  CHECK(trials::read(file).size() == 2);
}

TEST_CASE("a cut file is an error at any length", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  trials::write(file, 60);
  const std::string whole = bytes_of(file);
  REQUIRE(whole.size() > 20'000);
  std::size_t clear = 0;
  std::size_t cuts = 0;
  for (std::size_t length = 1; length < whole.size(); length += 511) {
    put(file, whole.substr(0, length));
    const std::string message = reading(file);
    ++cuts;
    clear += is_one_line(message) && message.find(file.string()) != std::string::npos ? 1U : 0U;
  }
  CHECK(clear == cuts);
}

TEST_CASE("a flipped bit is an error or changes nothing", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  trials::write(file, 60);
  const std::string whole = bytes_of(file);
  const std::vector<TrialRecord> expected = trials::read(file);
  const std::vector<Count> keys = Store(file).keys();
  const Stream random(1, 0, "flipped bits");
  std::size_t seen = 0;
  std::size_t wrong = 0;
  const std::size_t flips = 1200;
  for (std::size_t i = 0; i < flips; ++i) {
    // Half of them in the first page: the header and the tables' definitions.
    const std::size_t range = i % 2 == 0 ? 4096 * 8 : whole.size() * 8;
    const std::size_t bit = random.bits(i) % range;
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    put(file, bytes);
    const Order order = i % 4 < 2 ? Order::keys : Order::added;
    std::vector<TrialRecord> records = expected;
    std::vector<Count> found = keys;
    const std::string rows =
        trials::message_of<FileError>([&] { records = trials::read(file, order); });
    const std::string index = trials::message_of<FileError>([&] { found = Store(file).keys(); });
    seen += rows.empty() ? 0U : 1U;
    bool same = records.size() == expected.size() && found == keys;
    for (std::size_t r = 0; same && r < records.size(); ++r) {
      same = records[r].spec == expected[r].spec && records[r].result == expected[r].result &&
             records[r].seconds == expected[r].seconds && records[r].version == expected[r].version;
    }
    wrong += same ? 0U : 1U;
    if (!rows.empty() && !is_one_line(rows)) {
      FAIL_CHECK(rows);
    }
  }
  CHECK(wrong == 0);
  CHECK(seen > flips / 4); // the rest hit unused bytes
}

TEST_CASE("a value changed behind the checksum's back is an error", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  trials::write(file, 3);
  sqlite::Database(file, sqlite::Access::write).run("UPDATE trials SET n_fx = '1' WHERE trial = 1");
  CHECK_THAT(reading(file), Contains("the checksum of trial") && Contains("is wrong"));
  sqlite::Database(file, sqlite::Access::write).run("DELETE FROM trials WHERE trial = 1");
  CHECK_THAT(reading(file), Contains("damaged"));
}

TEST_CASE("a full disk loses nothing that was acknowledged", "[store]") {
  const trials::Folder folder;
  const path file = folder / "a";
  std::uint64_t acknowledged = 0;
  std::string message;
  {
    StoreWriter writer(file, {.commit_every = std::chrono::milliseconds(1), .page_limit = 30});
    message = trials::message_of<FileError>([&] {
      for (std::uint32_t n = 0; n < 5000; ++n) {
        writer.add(trials::numbered(n));
        if (n % 50 == 0) {
          writer.flush();
        }
      }
    });
    acknowledged = writer.acknowledged();
    CHECK(trials::message_of<FileError>([&] { writer.close(); }) == message);
  }
  CHECK_THAT(message, Contains("the disk is full") && Contains(file.string()));
  CHECK(is_one_line(message));
  CHECK(acknowledged > 50);
  const std::vector<TrialRecord> kept = trials::read(file);
  CHECK(kept.size() >= acknowledged);
  for (const TrialRecord& record : kept) {
    CHECK(record.result == trials::numbered(record.spec.trial).result);
  }
  trials::write(file, 200); // with room again, the same run goes on
  CHECK(trials::read(file).size() >= 200);
}

TEST_CASE("a disk that is really full is named too", "[store]") {
  const trials::Folder folder;
  if (mount("none", folder.path().c_str(), "tmpfs", 0, "size=300k") != 0) {
    SUCCEED("no right to mount: the page limit above stands for it");
    return;
  }
  std::uint64_t acknowledged = 0;
  const path file = folder / "a";
  const std::string message = trials::message_of<FileError>([&] {
    StoreWriter writer(file,
                       {.commit_every = std::chrono::milliseconds(1),
                        .acknowledged = [&](auto records) { acknowledged += records.size(); }});
    for (std::uint32_t n = 0; n < 5000; ++n) {
      writer.add(trials::numbered(n));
    }
    writer.close();
  });
  CHECK_THAT(message, Contains("the disk is full"));
  CHECK(trials::read(file).size() >= acknowledged);
  CHECK(umount(folder.path().c_str()) == 0);
}
