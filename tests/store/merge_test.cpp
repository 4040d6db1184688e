#include <assay/store/export.hpp>
#include <assay/store/merge.hpp>

#include "support/property.hpp"
#include "trials.hpp"
#include <algorithm>
#include <set>
#include <sstream>

using namespace assay;
using Catch::Matchers::Contains;

namespace {

using Numbers = std::vector<std::uint32_t>;

/// A file with the given trials in the given order; wall time and version depend on `writer`.
void make(const std::filesystem::path& file, const Numbers& numbers, int writer) {
  std::vector<TrialRecord> records;
  for (const std::uint32_t n : numbers) {
    TrialRecord record = trials::numbered(n);
    record.seconds = writer;
    record.version = writer % 2 == 0 ? "0.1.0" : "0.0.9";
    records.push_back(record);
  }
  trials::write(file, records);
}

std::string csv(const std::filesystem::path& file) {
  std::ostringstream out;
  export_csv(Store(file), out);
  return out.str();
}

/// Everything a file holds, wall times and experiments too.
std::string content(const std::filesystem::path& file) {
  std::string text = csv(file);
  for (const TrialRecord& record : trials::read(file)) {
    text += std::to_string(record.seconds) + ' ' + record.version + '\n';
  }
  for (const std::string& experiment : Store(file).experiments()) {
    text += experiment;
  }
  return text;
}

rc::Gen<Numbers> numbers() {
  return rc::gen::container<Numbers>(rc::gen::inRange<std::uint32_t>(0, 20));
}

} // namespace

TEST_CASE("merging is idempotent, commutative and associative", "[store]") {
  testing::holds(
      "merge",
      [] {
        const trials::Folder folder;
        const auto a = folder / "a";
        const auto b = folder / "b";
        const auto c = folder / "c";
        const Numbers first = *numbers();
        const Numbers second = *numbers();
        const Numbers third = *numbers();
        make(a, first, 1);
        make(b, second, 2);
        make(c, third, 3);
        StoreWriter(b, {.experiment = "of b"}).close();
        std::set<std::uint32_t> distinct(first.begin(), first.end());
        distinct.insert(second.begin(), second.end());
        distinct.insert(third.begin(), third.end());
        RC_ASSERT(merge({a, b, c}, folder / "abc") == distinct.size());
        merge({c, b, a}, folder / "cba");
        merge({a, b}, folder / "ab");
        merge({folder / "ab", c}, folder / "ab_c");
        merge({b, c}, folder / "bc");
        merge({a, folder / "bc", a}, folder / "a_bc");
        const std::string all = content(folder / "abc");
        RC_ASSERT(content(folder / "cba") == all);
        RC_ASSERT(content(folder / "ab_c") == all);
        RC_ASSERT(content(folder / "a_bc") == all);
        merge({folder / "abc", a, b}, folder / "abc"); // into itself
        RC_ASSERT(content(folder / "abc") == all);
      },
      15);
}

TEST_CASE("the export does not depend on the order in which trials ended", "[store]") {
  testing::holds(
      "order",
      [] {
        const trials::Folder folder;
        Numbers order = *numbers();
        make(folder / "a", order, 2);
        std::reverse(order.begin(), order.end());
        make(folder / "b", order, 4);
        RC_ASSERT(csv(folder / "a") == csv(folder / "b"));
      },
      15);
}

TEST_CASE("one trial with two results is an error that names its key and both files", "[store]") {
  const trials::Folder folder;
  make(folder / "a", {1, 2}, 1);
  make(folder / "b", {3}, 1);
  TrialRecord other = trials::numbered(2);
  other.result.calls[Call::fy] += 1;
  trials::write(folder / "c", {other});
  merge({folder / "b"}, folder / "out");
  const std::string before = content(folder / "out");
  const std::string message = trials::message_of<FileError>([&] {
    merge({folder / "b", folder / "a", folder / "c"}, folder / "out");
  });
  CHECK_THAT(message, Contains(trial_key(other.spec)) && Contains((folder / "a").string()) &&
                          Contains((folder / "c").string()));
  CHECK(content(folder / "out") == before); // all or nothing
}

TEST_CASE("merging keeps what the output has and refuses a foreign one", "[store]") {
  const trials::Folder folder;
  make(folder / "a", {1}, 1);
  make(folder / "out", {2}, 1);
  CHECK(merge({folder / "a"}, folder / "out") == 2);
  CHECK_THAT(trials::message_of<FileError>([&] { merge({folder / "none"}, folder / "out"); }),
             Contains((folder / "none").string()));
  CHECK(trials::read(folder / "out").size() == 2);
}
