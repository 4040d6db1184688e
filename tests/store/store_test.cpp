#include <assay/store/digest.hpp>
#include <assay/store/text.hpp>

#include <catch2/catch.hpp>

#include "trials.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

using namespace assay;
using Catch::Matchers::Contains;

namespace {

TrialRecord extreme() {
  constexpr Count two_to_100 = Count{1} << 100U;
  TrialRecord record;
  record.spec = {.solver = "f2sa_p:p=2,samples=shared",
                 .instance = "composite:d=\"1\",\tname=\xce\xba",
                 .epsilon = 0.1 + 0.2,
                 .criterion = "average",
                 .seed = ~std::uint64_t{0},
                 .trial = ~std::uint32_t{0},
                 .budget = ~Count{0}};
  for (std::size_t i = 0; i < 6; ++i) {
    record.result.calls.calls[i] = two_to_100 + i;
  }
  record.result.status = Status::broken;
  record.result.iterations = ~std::uint64_t{0};
  record.result.gradient_norm = 5e-324;
  record.result.lower_bound = 1.7976931348623157e308;
  record.result.message =
      "two\r\nlines, \"quotes\", it's \xe2\x88\x87\xcf\x86 \xf0\x9f\x98\x80\x01";
  record.version = "0.1.0-\xc3\xa9";
  record.seconds = 1e-7;
  return record;
}

} // namespace

TEST_CASE("every field of a trial comes back as it was", "[store]") {
  const trials::Folder folder;
  const TrialRecord wide = extreme();
  const TrialRecord empty; // all fields at their defaults
  trials::write(folder / "a.sqlite", {wide, empty});
  const Store store(folder / "a.sqlite");
  for (const TrialRecord& record : {wide, empty}) {
    const TrialRecord found = store.find(trial_key(record.spec));
    CHECK(found.spec == record.spec);
    CHECK(found.result == record.result);
    CHECK(found.version == record.version);
    CHECK(found.seconds == record.seconds);
  }
  CHECK(to_string(store.find(trial_key(wide.spec)).result.calls[Call::fx]) ==
        "1267650600228229401496703205376");
}

TEST_CASE("a diverged trial keeps its infinite and undefined numbers", "[store]") {
  const trials::Folder folder;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double value : {infinity, -infinity, nan, -nan}) {
    const auto file = folder / (shortest(value) + (std::signbit(value) ? "-" : "") + ".sqlite");
    TrialRecord record = trials::numbered(1);
    record.result.status = Status::diverged;
    record.result.gradient_norm = value;
    record.result.lower_bound = value;
    trials::write(file, {record, record}); // the second is the same trial, NaN or not
    const std::vector<TrialRecord> found = trials::read(file);
    REQUIRE(found.size() == 1);
    CHECK(shortest(found[0].result.gradient_norm) == shortest(value));
    CHECK(shortest(found[0].result.lower_bound) == shortest(value));
  }
}

TEST_CASE("what cannot be kept exactly is refused before it is queued", "[store]") {
  const trials::Folder folder;
  StoreWriter writer(folder / "a.sqlite");
  const auto refused = [&writer](const auto& change) {
    TrialRecord record = trials::numbered(1);
    change(record);
    return trials::message_of<InvalidArgument>([&] { writer.add(record); });
  };
  CHECK_THAT(refused([](auto& r) { r.result.message = std::string("a\0b", 3); }), Contains("NUL"));
  CHECK_THAT(refused([](auto& r) { r.result.message = "\xff"; }), Contains("UTF-8"));
  CHECK_THAT(refused([](auto& r) { r.spec.solver = "a\nb"; }), Contains("the solver"));
  CHECK_THAT(refused([](auto& r) { r.spec.instance = "\xc3"; }), Contains("the instance"));
  CHECK_THAT(refused([](auto& r) { r.spec.epsilon = std::nan(""); }), Contains("epsilon"));
  CHECK(refused([](auto& r) { r.result.message = as_utf8(std::string("a\0\xff", 3)); }).empty());
  writer.close();
  CHECK(trials::read(folder / "a.sqlite").at(0).result.message == "a\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("keys are those of the trials, sorted, and are found by their first digits", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a.sqlite", 300);
  const Store store(folder / "a.sqlite");
  std::vector<std::string> expected;
  for (std::uint32_t n = 0; n < 300; ++n) {
    expected.push_back(trial_key(trials::numbered(n).spec));
    CHECK(store.find(expected.back().substr(0, 8)).spec == trials::numbered(n).spec);
  }
  std::sort(expected.begin(), expected.end());
  std::vector<std::string> found;
  for (const Count key : store.keys()) {
    found.push_back(hexadecimal(key));
  }
  CHECK(found == expected);
  CHECK(store.size() == 300);
  const std::vector<TrialRecord> records = trials::read(folder / "a.sqlite");
  REQUIRE(records.size() == 300);
  for (std::size_t i = 0; i < records.size(); ++i) {
    CHECK(trial_key(records[i].spec) == expected[i]);
  }
}

TEST_CASE("a key that is too short, malformed or unknown is refused by name", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a.sqlite", 3);
  const Store store(folder / "a.sqlite");
  const auto refused = [&store](const std::string& prefix) {
    return trials::message_of<InvalidArgument>([&] { static_cast<void>(store.find(prefix)); });
  };
  CHECK_THAT(refused("0123456"), Contains("8 to 32"));
  CHECK_THAT(refused("0123456G"), Contains("8 to 32"));
  CHECK_THAT(refused(std::string(33, '0')), Contains("8 to 32"));
  CHECK_THAT(refused("ffffffff"), Contains("no trial"));
}

TEST_CASE("a stored trial added again is acknowledged and changes nothing", "[store]") {
  const trials::Folder folder;
  const auto file = folder / "a.sqlite";
  trials::write(file, 5);
  StoreWriter writer(file);
  TrialRecord again = trials::numbered(2);
  again.seconds = 99; // a wall time differs from run to run
  writer.add(again);
  writer.flush();
  CHECK(writer.acknowledged() == 1);
  CHECK(writer.keys().size() == 5);
  CHECK(Store(file).find(trial_key(again.spec)).seconds == 0.25);
}

TEST_CASE("a stored trial with another result ends the writer by name", "[store]") {
  const trials::Folder folder;
  const auto file = folder / "a.sqlite";
  trials::write(file, 5);
  StoreWriter writer(file);
  TrialRecord other = trials::numbered(2);
  other.result.iterations += 1;
  writer.add(other);
  const std::string message = trials::message_of<FileError>([&] { writer.close(); });
  CHECK_THAT(message, Contains(trial_key(other.spec)) && Contains("another result"));
  CHECK(trials::message_of<FileError>([&] { writer.add(trials::numbered(9)); }) == message);
}

TEST_CASE("the texts of the experiments are kept once each", "[store]") {
  const trials::Folder folder;
  for (const char* text : {"b = 1\n", "a = \"\xce\xb5\"\n", "b = 1\n", ""}) {
    StoreWriter(folder / "a.sqlite", {.experiment = text}).close();
  }
  CHECK(Store(folder / "a.sqlite").experiments() ==
        std::vector<std::string>{"a = \"\xce\xb5\"\n", "b = 1\n"});
}

TEST_CASE("a trial is acknowledged once it can be read by others", "[store]") {
  const trials::Folder folder;
  const auto file = folder / "a.sqlite";
  std::size_t acknowledged = 0;
  std::size_t missing = 0;
  StoreWriter writer(file, {.commit_every = std::chrono::milliseconds(1),
                            .acknowledged = [&](std::span<const TrialRecord> records) {
                              const std::vector<Count> keys = Store(file).keys();
                              for (const TrialRecord& record : records) {
                                ++acknowledged;
                                missing += std::binary_search(keys.begin(), keys.end(),
                                                              key_number(record.spec))
                                               ? 0U
                                               : 1U;
                              }
                            }});
  for (std::uint32_t n = 0; n < 100; ++n) {
    writer.add(trials::numbered(n));
  }
  writer.flush();
  CHECK(acknowledged == 100);
  CHECK(missing == 0);
  CHECK(writer.acknowledged() == 100);
}

TEST_CASE("a closed store is one plain file", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a.sqlite", 10);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CHECK(entry.path().filename() == "a.sqlite");
    ++files;
  }
  CHECK(files == 1);
}
