#include <assay/audit/protocol.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace assay::audit {
namespace {

constexpr std::uint32_t magic = 0x61737361; // "assa"
constexpr std::size_t at_once = 8192;       // bytes asked of the system before a length is known

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 7) / 8 * 8; }

[[noreturn]] void malformed(const std::string& what) {
  throw NoMessage{NoMessage::Why::malformed, what};
}

} // namespace

void Message::clear() { end_ = at_ = sizeof(Header); }

std::byte* Message::grow(std::size_t bytes) {
  const std::size_t begin = end_;
  end_ += padded(bytes);
  if (words_.size() * 8 < end_) {
    words_.resize(std::max(end_ / 8, 2 * words_.size()));
  }
  return reinterpret_cast<std::byte*>(words_.data()) + begin;
}

const std::byte* Message::next(std::size_t bytes) {
  if (bytes > end_ - at_) { // before padding: no overflow
    malformed("a message that is too short");
  }
  const std::byte* begin = reinterpret_cast<const std::byte*>(words_.data()) + at_;
  at_ = std::min(at_ + padded(bytes), end_);
  return begin;
}

void Message::put_text(std::string_view text) {
  put<std::uint64_t>(text.size());
  put_bytes(text.data(), text.size());
}

void Message::put_bytes(const void* from, std::size_t bytes) {
  if (bytes > 0) { // what is empty may be null
    std::memcpy(grow(bytes), from, bytes);
  }
}

std::string Message::take_text() {
  const auto size = take<std::uint64_t>();
  const auto* text = reinterpret_cast<const char*>(next(size));
  return {text, size};
}

void Message::need_end() const {
  if (at_ != end_) {
    malformed("a message that is too long");
  }
}

Channel::~Channel() { close(descriptor_); }

void Channel::set_patience(double seconds) {
  patience_ = seconds;
  const double whole = std::floor(seconds);
  timeval time{};
  time.tv_sec = static_cast<time_t>(whole);
  time.tv_usec = static_cast<suseconds_t>((seconds - whole) * 1e6);
  setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

Message& Channel::compose() {
  out_.clear();
  out_.grow(0);
  return out_;
}

void Channel::send(Kind kind, std::uint64_t number) {
  const Header header{magic, kind, number, out_.end_ - sizeof(Header)};
  std::memcpy(out_.words_.data(), &header, sizeof header);
  const auto* bytes = reinterpret_cast<const std::byte*>(out_.words_.data());
  for (std::size_t sent = 0; sent < out_.end_;) {
    const ssize_t n = ::send(descriptor_, bytes + sent, out_.end_ - sent, MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      throw NoMessage{errno == EAGAIN ? NoMessage::Why::timed_out : NoMessage::Why::closed, {}};
    }
    sent += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
}

std::size_t Channel::receive_some(std::byte* to, std::size_t most) {
  for (;;) {
    const ssize_t n = recv(descriptor_, to, most, 0);
    if (n > 0) {
      return static_cast<std::size_t>(n);
    }
    if (n == 0 || errno != EINTR) {
      const bool late = n < 0 && errno == EAGAIN;
      throw NoMessage{late ? NoMessage::Why::timed_out : NoMessage::Why::closed, {}};
    }
  }
}

Kind Channel::receive(std::uint64_t longest) {
  using Clock = std::chrono::steady_clock;
  in_.clear();
  in_.grow(at_once);
  std::size_t have = receive_some(reinterpret_cast<std::byte*>(in_.words_.data()),
                                  in_.words_.size() * 8); // nearly always all of it
  std::size_t expected = sizeof(Header);
  bool whole_header = false;
  Clock::time_point begun;
  for (;;) {
    if (!whole_header && have >= sizeof(Header)) {
      whole_header = true;
      Header header{};
      std::memcpy(&header, in_.words_.data(), sizeof header);
      if (header.magic != magic || header.kind > Kind::raised) {
        malformed("bytes that are no message");
      }
      if (header.length > longest || header.length % 8 != 0) {
        malformed("a message of " + std::to_string(header.length) + " bytes");
      }
      expected += header.length;
    }
    if (whole_header && have >= expected) {
      break;
    }
    if (begun == Clock::time_point()) {
      begun = Clock::now();
    } else if (patience_ > 0 && Clock::now() - begun > std::chrono::duration<double>(patience_)) {
      throw NoMessage{NoMessage::Why::timed_out, {}}; // drop by drop
    }
    if (in_.words_.size() * 8 < expected) {
      in_.words_.resize(expected / 8);
    }
    have += receive_some(reinterpret_cast<std::byte*>(in_.words_.data()) + have, expected - have);
  }
  if (have > expected) {
    malformed("more than one message at once");
  }
  Header header{};
  std::memcpy(&header, in_.words_.data(), sizeof header);
  number_ = header.number;
  in_.end_ = expected;
  in_.at_ = sizeof(Header);
  return header.kind;
}

} // namespace assay::audit
