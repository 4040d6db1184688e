#pragma once
#include <assay/oracles/counters.hpp>
#include <assay/oracles/normal_rows.hpp>
#include <assay/oracles/oracle.hpp>

#include <array>
#include <variant>

/// One type for each part of a noise: what a batch of samples adds to an exact answer.
///
/// Every part is a struct with `void add(const Question&, Vector<double>& answer)`, built by
/// `draw_of(declared part, Drawing)`; adding a kind of noise is one of each and a line in PartDraw.
/// A part whose noise does not depend on y adds that of a whole sum at once (SumQuestion); without
/// that overload a sum is made term by term.
/// All of a part's randomness is a pure function of (seed, trial, its purpose, the batch).
namespace assay {

/// One call of an oracle: `v` only for products.
struct Question {
  Call kind;
  const Vector<double>& x;
  const Vector<double>& y;
  const Vector<double>* v;
  const Batch& batch;
};

/// One batch's answers at several points of one x, weighted and summed: grad_x f or grad_x g.
struct SumQuestion {
  Call kind;
  const Vector<double>& x;
  const Batch& batch;
  double weight; ///< the sum of the points' weights
};

/// Whose noise is drawn.
struct Drawing {
  int dx, dy;
  std::uint64_t seed;
  std::uint32_t trial;
  int part; ///< its number in the instance's list: two parts of one type are independent

  [[nodiscard]] Stream stream(std::string purpose) const;
};

/// Mean of S numbers +-1, each +1 with probability 1/2, for each (batch, coordinate). At most 2^100
/// samples.
class SignMeans {
public:
  SignMeans(const Drawing& drawing, const std::string& purpose, int width);
  /// One for each coordinate; valid until the next call.
  const Vector<double>& of(const Batch& batch);

private:
  Stream single_, many_;
  Vector<double> means_;
  Batch last_{.size = 0};
};

struct AdditiveDraw {
  struct Channel {
    NormalRows normals;
    double deviation;
    Eigen::Index quiet;
    double root_width; ///< of the coordinates that it disturbs
    double scale;      ///< of one sample: deviation / root_width
    bool disturbs;     ///< is there any noise, and a coordinate for it?
  };
  std::array<Channel, 6> channels; ///< by Call
  void add(const Question& asked, Vector<double>& answer) {
    Channel& channel = channels[static_cast<std::size_t>(asked.kind)];
    if (asked.v == nullptr && asked.batch.size == 1 && channel.disturbs) {
      channel.normals.add(asked.batch.id, channel.scale, channel.quiet, answer);
    } else {
      add_scaled(asked, answer);
    }
  }
  void add(const SumQuestion& asked, Vector<double>& answer);

private:
  /// Products and batches.
  void add_scaled(const Question& asked, Vector<double>& answer);
};

struct CurvatureDraw {
  RandomCurvature declared;
  SignMeans curvature, cross;
  void add(const Question& asked, Vector<double>& answer);
};

struct WaveDraw {
  Decorrelating declared;
  NormalRows cosines, sines;
  void add(const Question& asked, Vector<double>& answer);
};

/// At most 2^20 samples a batch.
struct HeavyDraw {
  std::array<double, 4> deviations; ///< of the gradients, by Call
  std::array<Stream, 4> streams;
  Vector<double> sum, uniforms;
  void add(const Question& asked, Vector<double>& answer);
};

/// At most 2^100 samples a batch.
struct ChainDraw {
  ZeroChainNoise declared;
  Stream stream;
  Vector<double> hidden;
  void add(const Question& asked, Vector<double>& answer);
  void add(const SumQuestion& asked, Vector<double>& answer);
};

/// At most 2^100 samples a batch.
class FiniteSumDraw {
public:
  FiniteSumDraw(const FiniteSum& declared, const Drawing& drawing);
  void add(const Question& asked, Vector<double>& answer);

private:
  struct Weights {
    double linear, curved;
  };
  void add_component(const Question& asked, std::uint64_t i, double weight, Vector<double>& answer);
  void add_group(const Question& asked, std::uint64_t group, Weights w, Vector<double>& answer);
  void add_samples(const Question& asked, Vector<double>& answer);
  void add_multinomial(const Question& asked, Vector<double>& answer);

  FiniteSum declared_;
  std::array<Stream, 5> signs_;             ///< of the gradients' vectors, by Call, and of s
  std::array<Stream, 2> indices_, numbers_; ///< by Level
  Vector<double> vector_;
};

using PartDraw =
    std::variant<AdditiveDraw, CurvatureDraw, WaveDraw, HeavyDraw, ChainDraw, FiniteSumDraw>;

AdditiveDraw draw_of(const AdditiveNoise& declared, const Drawing& drawing);
CurvatureDraw draw_of(const RandomCurvature& declared, const Drawing& drawing);
WaveDraw draw_of(const Decorrelating& declared, const Drawing& drawing);
HeavyDraw draw_of(const HeavyTailed& declared, const Drawing& drawing);
ChainDraw draw_of(const ZeroChainNoise& declared, const Drawing& drawing);
FiniteSumDraw draw_of(const FiniteSum& declared, const Drawing& drawing);

} // namespace assay
