#pragma once
#include <assay/measure/ert.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Reads a log of runs, one a line, from comma-separated text with a header.
///
///     eps,calls,success,log_factor,run
///     0.5,1200,1,2.08,1
///
/// Columns   eps (or epsilon) and calls (or n) are needed; success (1, 0, true, false; default 1),
///           log_factor (default 1) and run (or seed: a number that runs of one trajectory share)
///           are not. Others are passed over, in any order.
/// Syntax    fields may stand in double quotes, "" in them is one quote; blanks around a field, a
///           byte order mark, CRLF, empty lines and lines that start with # are skipped.
/// Unit      eps > 0; calls > 0, as its counter says.
/// Throws    InvalidArgument, with line and column (bytes, from 1), on anything else: a missing or
///           repeated column, a row of another length, a number that is none, not finite or out of
///           range, an open quote, a lone carriage return, no rows, more than most_rows, a log
///           factor that grows like a power of 1/eps. Never
///           anything but InvalidArgument, whatever the bytes.
namespace assay {

struct CurveColumns {
  std::string calls;      ///< "": calls or n
  std::string log_factor; ///< "": log_factor if there is such a column
  bool use_log_factor = true;
};

struct CurveData {
  std::vector<Trial> trials;
  std::string counter; ///< the column that calls came from
  bool has_success = false;
  bool has_log_factor = false;
};

constexpr std::size_t most_rows = 1'000'000;

CurveData read_curve(std::string_view text, const CurveColumns& columns = {});

} // namespace assay
