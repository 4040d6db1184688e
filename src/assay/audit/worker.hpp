#pragma once
#include <assay/audit/host.hpp>
#include <assay/audit/keeper.hpp>
#include <assay/audit/protocol.hpp>

#include <optional>
#include <string>
#include <sys/types.h>

/// assay's handle of one child process: starts it, talks to it, says what became of it, ends it
/// with all that it started.
namespace assay::audit {

/// A child's own words, fit for a message: one line of plain text, cut where it is too long.
std::string one_line(std::string text);

class Worker {
public:
  /// Starts `program` as the child of a target. Throws std::system_error only if the system has no
  /// process or file left to give.
  Worker(const std::string& program, const std::string& target, const Limits& limits);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  [[nodiscard]] Channel& channel() { return channel_; }
  /// The number that the next message to it carries.
  std::uint64_t next_number() { return ++number_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }

  /// How far it is shut in (ShutIn), once it has loaded; 0 the second time.
  [[nodiscard]] std::int32_t shut_in() const;
  /// What happened, as no message came: "segmentation fault", "no answer for 10 s". Ends the
  /// process.
  std::string end_of(const NoMessage& reason);
  /// Has it written as much as it may at once?
  [[nodiscard]] bool flooded() const;
  /// Drops what it wrote beyond what is kept of a run. Was there any?
  bool cut_output();
  /// The last lines that it wrote since clear_output.
  [[nodiscard]] std::string output() const;
  void clear_output();

private:
  struct Descriptors {
    int messages, messages_of_child, keeper, keeper_of_child, output;
  };
  static Descriptors open_all();
  Worker(const Descriptors& open,
         const std::string& program,
         const std::string& target,
         const Limits& limits);
  void end();
  std::optional<Ending> ending(double seconds);
  [[nodiscard]] std::string name_of(const Ending& ending) const;

  Limits limits_;
  Channel channel_;
  int keeper_, output_;
  pid_t process_ = -1;
  std::uint64_t number_ = 0;
};

} // namespace assay::audit
