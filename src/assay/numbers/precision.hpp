#pragma once

/// The working precision of multiprecision arithmetic on this thread.
///
/// Precision is carried in one way only: every Real and Interval that is *created* takes the
/// precision of the innermost Precision guard on its thread, and every operation rounds to it.
/// Copies keep the precision of what they copy. The state is thread-local, because Boost 1.74 keeps
/// one default precision for the whole process and claims of different precision run side by side.
///
/// Unit    decimal digits; 15 <= digits <= 20000.   Default without a guard: 50.
/// Throws  InvalidArgument outside that range.
namespace assay {

class Precision {
public:
  explicit Precision(int digits);
  Precision(const Precision&) = delete;
  Precision& operator=(const Precision&) = delete;
  Precision(Precision&&) = delete;
  Precision& operator=(Precision&&) = delete;
  ~Precision();

  /// Decimal digits of the innermost guard.
  static int digits();
  /// The bits that hold those digits and eight more, at least 64, so that every `long` is exact.
  static long bits();

private:
  int outer_;
};

} // namespace assay
