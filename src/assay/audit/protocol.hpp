#pragma once
#include <assay/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Messages between assay and the process of a solver under audit, over a pair of sockets.
///
/// One message is under way at a time: assay orders (create, start, step, destroy), the child asks
/// questions, assay answers each, the child ends the order. Every message of the child echoes the
/// number of assay's last one; anything else (another number, kind or length, bytes nobody asked
/// for) is Malformed: nothing in a message is believed before it is checked.
/// Layout  a Header, then fields padded to 8 bytes each, in the machine's own byte order: both ends
///         are one program on one machine.
namespace assay::audit {

enum class Kind : std::uint32_t {
  ready,    ///< child, once: loaded; its declaration, does it declare its calls?
  refused,  ///< child: not loaded or not created; why
  create,   ///< assay: processor, constants, parameters
  start,    ///< assay: processor, constants, next ids, dx, dy, x0, y0
  step,     ///< assay: processor, next ids
  destroy,  ///< assay
  question, ///< child: fresh batches, the question
  answer,   ///< assay: status, next ids, vector
  done,     ///< child: the order is carried out; its result
  raised    ///< child: an exception left the solver; which
};

/// What the solver asks. Its fields: see the functions of assay_oracle.
enum class Ask : std::uint64_t { fx, fy, gx, gy, hvp, jvp, descend, uniform, fresh, null_pointer };
constexpr std::size_t most_fresh = 64; ///< batches that one question may announce

/// How a child ends by itself.
constexpr int exit_lost = 121; ///< its end of the connection is gone

/// Why no message came.
struct NoMessage {
  enum class Why { closed, timed_out, malformed } why;
  std::string detail; ///< of what is malformed
};

struct Header {
  std::uint32_t magic;
  Kind kind;
  std::uint64_t number;
  std::uint64_t length; ///< of what follows, in bytes
};

/// The bytes of one message, written field by field or read so. Reading throws NoMessage
/// (malformed) at the end of the bytes.
class Message {
public:
  void clear();
  template <class T> void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(grow(sizeof(T)), &value, sizeof(T));
  }
  void put_vector(const double* entries, std::size_t count) {
    put_bytes(entries, count * sizeof(double));
  }
  void put_text(std::string_view text);

  template <class T> T take() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, next(sizeof(T)), sizeof(T));
    return value;
  }
  /// Valid until the next message is received.
  const double* take_vector(std::size_t count) {
    return reinterpret_cast<const double*>(next(count * sizeof(double)));
  }
  std::string take_text();
  /// Throws NoMessage if anything is left.
  void need_end() const;

private:
  friend class Channel;
  std::byte* grow(std::size_t bytes);
  void put_bytes(const void* from, std::size_t bytes);
  const std::byte* next(std::size_t bytes);

  std::vector<std::uint64_t> words_; ///< aligned for doubles; the header comes first
  std::size_t end_ = sizeof(Header), at_ = sizeof(Header);
};

/// One end of the pair. Owns the descriptor.
class Channel {
public:
  explicit Channel(int descriptor) : descriptor_(descriptor) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel();

  /// How long `receive` waits for a message, and `send` for room. 0: for ever.
  void set_patience(double seconds);
  [[nodiscard]] double patience() const { return patience_; }
  /// What `send` will send: cleared, to be filled in.
  Message& compose();
  /// `number` of assay's message; the child's echo it. Throws NoMessage.
  void send(Kind kind, std::uint64_t number);
  /// The next message, of at most `longest` bytes. Throws NoMessage.
  Kind receive(std::uint64_t longest);
  [[nodiscard]] Message& received() { return in_; }
  [[nodiscard]] std::uint64_t number() const { return number_; } ///< of the message received

private:
  std::size_t receive_some(std::byte* to, std::size_t most);

  int descriptor_;
  double patience_ = 0;
  Message out_, in_;
  std::uint64_t number_ = 0;
};

} // namespace assay::audit
