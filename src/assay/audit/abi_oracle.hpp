#pragma once
#include <assay/audit/plugin_abi.h>
#include <assay/oracles/oracle.hpp>

#include <exception>
#include <string>
#include <vector>

/// An oracle behind assay's C interface for solvers: what a plug-in's start and step are handed.
///
/// The table is valid as long as this object and the oracle live. Every question is checked before
/// the oracle sees it: no null pointer, and a batch is one that upper() or lower() gave, with its
/// size. A question that fails ends the call: all further ones fail alike until begin().
/// Cost    of one gradient at d = 10 below 50 ns besides the model's own (tests/bench/abi_bench).
namespace assay::audit {

/// What an instance declares of itself, as the C interface has it.
assay_constants constants_of(const Facts& facts);

/// Which batches were handed out, of one level.
class IssuedBatches {
public:
  void add(std::uint64_t id, std::uint64_t size);
  [[nodiscard]] bool contains(std::uint64_t id, std::uint64_t size) const;

private:
  struct Run { ///< neighbours of one size
    std::uint64_t first, count, size;
  };
  std::vector<Run> runs_;
};

class AbiOracle {
public:
  explicit AbiOracle(Oracle& oracle);
  AbiOracle(const AbiOracle&) = delete;
  AbiOracle& operator=(const AbiOracle&) = delete;

  [[nodiscard]] const assay_oracle* table() const { return &table_; }
  [[nodiscard]] Oracle& oracle() const { return oracle_; }
  /// A new call of start or step begins.
  void begin();
  /// ASSAY_OK, or why the current call cannot go on.
  [[nodiscard]] int status() const { return status_; }
  /// Rethrows what the oracle threw in the current call: OutOfBudget, Diverged, InvalidArgument.
  void rethrow() const;

private:
  using Gradient = void (Oracle::*)(const Vector<double>&,
                                    const Vector<double>&,
                                    const Batch&,
                                    Vector<double>&);
  using Product = void (Oracle::*)(const Vector<double>&,
                                   const Vector<double>&,
                                   const Vector<double>&,
                                   const Batch&,
                                   Vector<double>&);
  template <Gradient which>
  static int
  gradient(void* context, const double* x, const double* y, assay_batch batch, double* out);
  template <Product which>
  static int product(void* context,
                     const double* x,
                     const double* y,
                     const double* v,
                     assay_batch batch,
                     double* out);
  static int descend(void* context, const assay_descend* loop, double* y);
  static assay_batch fresh(void* context, Level level, std::uint64_t size);
  static double uniform(void* context);

  template <class Ask> int guarded(const Ask& ask);
  int fail(int status);
  [[nodiscard]] Batch checked(const assay_batch& batch) const;

  Oracle& oracle_;
  assay_constants constants_;
  assay_oracle table_{};
  IssuedBatches issued_[2];
  std::uint64_t unused_ = 0; ///< batches made since the last question
  int status_ = ASSAY_OK;
  std::exception_ptr error_;
  Vector<double> x_, y_, v_, out_;
};

} // namespace assay::audit
