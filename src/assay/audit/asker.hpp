#pragma once
#include <assay/audit/plugin_abi.h>
#include <assay/audit/protocol.hpp>

#include <cstdint>
#include <vector>

/// The oracle of a hosted solver, in the solver's process: each question is one message.
///
/// Fresh batches cost no message of their own: assay says after every answer which numbers come
/// next, and the batches made since are announced with the next question. Ends the process
/// (exit_lost) where the connection breaks, as no C function can be unwound.
namespace assay::audit {

class Asker {
public:
  explicit Asker(Channel& channel);
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  /// Reads what follows the order `start`, or `step`.
  void begin_start(Message& order);
  void begin_step(Message& order);
  [[nodiscard]] const assay_oracle* table() const { return &table_; }
  [[nodiscard]] std::size_t dx() const { return static_cast<std::size_t>(table_.dx); }
  [[nodiscard]] std::size_t dy() const { return static_cast<std::size_t>(table_.dy); }

private:
  template <Ask what, bool in_x>
  static int
  gradient(void* context, const double* x, const double* y, assay_batch batch, double* out);
  template <Ask what, bool in_x>
  static int product(void* context,
                     const double* x,
                     const double* y,
                     const double* v,
                     assay_batch batch,
                     double* out);
  static int descend(void* context, const assay_descend* loop, double* y);
  static double uniform(void* context);
  template <std::uint32_t level> static assay_batch fresh(void* context, std::uint64_t size);

  void read_numbers(Message& order);
  Message& begin(Ask what);
  /// Sends what was begun; the answer's vector goes to `out`.
  int finish(double* out, std::size_t size);
  int ask_null();

  struct Fresh {
    std::uint64_t level, size;
  };
  Channel& channel_;
  assay_constants constants_{};
  std::vector<double> x0_, y0_;
  assay_oracle table_{};
  std::vector<Fresh> fresh_;       ///< not yet announced
  std::uint64_t next_[2] = {0, 0}; ///< numbers of the next batches
  int status_ = ASSAY_OK;          ///< of this call
};

} // namespace assay::audit
