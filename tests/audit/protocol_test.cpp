// Messages between processes: what was sent arrives, and nothing else is believed.
#include <assay/audit/protocol.hpp>
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace assay;
using namespace assay::audit;

namespace {

struct Ends {
  int a = -1, b = -1;
  Ends() {
    int pair[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    a = pair[0];
    b = pair[1];
  }
};

NoMessage::Why why_not(Channel& channel, std::uint64_t longest = 1000) {
  try {
    channel.receive(longest);
  } catch (const NoMessage& reason) {
    return reason.why;
  }
  FAIL("a message was received");
  return {};
}

} // namespace

TEST_CASE("A message arrives with all its fields, however long") {
  Ends ends;
  Channel ours(ends.a);
  Channel theirs(ends.b);
  for (const std::size_t size : {0U, 1U, 10U, 1000U, 100000U}) {
    std::vector<double> numbers(size);
    for (std::size_t i = 0; i < size; ++i) {
      numbers[i] = static_cast<double>(i) + 0.5;
    }
    std::thread sender([&] { // more than the socket holds
      Message& m = ours.compose();
      m.put<std::uint64_t>(size);
      m.put_text("seven b");
      m.put_vector(numbers.data(), size);
      m.put<std::uint32_t>(7);
      ours.send(Kind::question, 42 + size);
    });
    CHECK(theirs.receive(1 << 20) == Kind::question);
    sender.join();
    CHECK(theirs.number() == 42 + size);
    Message& m = theirs.received();
    CHECK(m.take<std::uint64_t>() == size);
    CHECK(m.take_text() == "seven b");
    const double* vector = m.take_vector(size);
    CHECK(std::equal(numbers.begin(), numbers.end(), vector));
    CHECK(m.take<std::uint32_t>() == 7);
    CHECK_NOTHROW(m.need_end());
    CHECK_THROWS_AS(m.take<std::uint64_t>(), NoMessage);
  }
}

TEST_CASE("What is too long, late, double or no message is refused") {
  const Header good{0x61737361, Kind::done, 1, 8};
  const auto refused = [](const Header& header, std::size_t extra) {
    Ends ends;
    Channel ours(ends.a);
    ours.set_patience(0.05);
    std::vector<std::uint64_t> bytes(3 + extra / 8);
    std::memcpy(bytes.data(), &header, sizeof header);
    REQUIRE(write(ends.b, bytes.data(), bytes.size() * 8) > 0);
    const NoMessage::Why why = why_not(ours);
    close(ends.b);
    return why;
  };
  using Why = NoMessage::Why;
  const auto changed = [&](auto change) {
    Header header = good;
    change(header);
    return header;
  };
  CHECK(refused(changed([](Header& h) { h.magic ^= 1U; }), 8) == Why::malformed);
  CHECK(refused(changed([](Header& h) { h.kind = static_cast<Kind>(10); }), 8) == Why::malformed);
  CHECK(refused(changed([](Header& h) { h.length = 1008; }), 8) == Why::malformed);
  CHECK(refused(changed([](Header& h) { h.length = ~std::uint64_t{7}; }), 8) == Why::malformed);
  CHECK(refused(changed([](Header& h) { h.length = 7; }), 8) == Why::malformed);
  CHECK(refused(good, 16) == Why::malformed);
  CHECK(refused(good, 0) == Why::timed_out);
  Ends ends;
  Channel ours(ends.a);
  close(ends.b);
  CHECK(why_not(ours) == Why::closed);
  CHECK_THROWS_AS((ours.compose(), ours.send(Kind::step, 1)), NoMessage);
}

TEST_CASE("Fields that a message does not have are refused") {
  Ends ends;
  Channel ours(ends.a);
  Channel theirs(ends.b);
  const auto received = [&](std::uint64_t field) -> Message& {
    theirs.compose().put(field);
    theirs.send(Kind::done, 1);
    ours.receive(1000);
    return ours.received();
  };
  CHECK_THROWS_AS(received(1).take_text(), NoMessage); // a text of one byte, and none there
  CHECK_THROWS_AS(received(~std::uint64_t{0}).take_text(), NoMessage);
  CHECK_THROWS_AS(received(1).take_vector(2), NoMessage);
  CHECK_THROWS_AS(received(1).need_end(), NoMessage);
}

TEST_CASE("Random bytes are never more than a malformed message") {
  Stream stream(11, 0, "forged bytes");
  int looked_at = 0;
  for (int i = 0; i < 300; ++i) {
    Ends ends;
    Channel ours(ends.a);
    ours.set_patience(0.01);
    std::vector<std::uint64_t> words(static_cast<std::size_t>(stream.integer(1, 20)));
    for (std::uint64_t& word : words) {
      word = stream.next();
    }
    Header header{0x61737361, static_cast<Kind>(stream.integer(0, 9)), 1,
                  8 * static_cast<std::uint64_t>(stream.integer(0, 20))};
    if (stream.bernoulli(0.7) && words.size() >= 3) {
      std::memcpy(words.data(), &header, sizeof header);
    }
    REQUIRE(write(ends.b, words.data(), words.size() * 8) > 0);
    try {
      ours.receive(1000);
      Message& m = ours.received();
      m.take_text();
      m.take_vector(3);
      m.need_end();
    } catch (const NoMessage&) {
    }
    close(ends.b);
    ++looked_at;
  }
  CHECK(looked_at == 300);
}
