#include <assay/error.hpp>
#include <assay/measure/curve_csv.hpp>
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// The message of a refused text; "" if it was read.
std::string refusal(std::string_view text, const CurveColumns& columns = {}) {
  try {
    read_curve(text, columns);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("a log of runs is read, in any order of columns") {
  const CurveData data = read_curve("note,success,n,epsilon,seed,log_factor\n"
                                    "a,1,120,0.5,7,2.5\n"
                                    "b,false,1e18,1e-1,8,3\n");
  REQUIRE(data.trials.size() == 2);
  CHECK(data.counter == "n");
  CHECK(data.has_success);
  CHECK(data.has_log_factor);
  CHECK(data.trials[0].epsilon == 0.5);
  CHECK(data.trials[0].calls == 120);
  CHECK(data.trials[0].success);
  CHECK(data.trials[0].run == 7);
  CHECK(data.trials[0].log_factor == 2.5);
  CHECK_FALSE(data.trials[1].success);
  CHECK(data.trials[1].calls == 1e18);
}

TEST_CASE("byte order mark, CRLF, comments, blanks, quotes and a missing last line end are read") {
  const CurveData data =
      read_curve("\xEF\xBB\xBF# made by hand\r\n\r\n \"eps\" , calls ,\"a \"\"b\"\", c\"\r\n"
                 "  # more\r\n\t0.5 ,\"12\",\r\n0.25, 30 ,x");
  REQUIRE(data.trials.size() == 2);
  CHECK(data.trials[0].calls == 12);
  CHECK(data.trials[1].epsilon == 0.25);
  CHECK(data.trials[1].success);
  CHECK(data.trials[1].run == -1);
}

TEST_CASE("the counter and the log factor may be any column") {
  const char* text = "eps,n_fx,n_gy,factor,log_factor\n0.5,3,40,2,9\n";
  CHECK(read_curve(text, {.calls = "n_gy", .log_factor = "factor"}).trials[0].calls == 40);
  CHECK(read_curve(text, {.calls = "n_gy", .log_factor = "factor"}).trials[0].log_factor == 2);
  const CurveData plain = read_curve(text, {.calls = "n_fx", .use_log_factor = false});
  CHECK(plain.trials[0].log_factor == 1);
  CHECK_FALSE(plain.has_log_factor);
}

TEST_CASE("every refusal says the line, the column and what is wrong") {
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"", "line 1, column 1: no header; the file is empty"},
      {"# only a comment\n", "line 1, column 1: no header; the file is empty"},
      {"\n\neps,calls\n", "line 3, column 1: a header and no rows"},
      {"eps,cost\n1,2\n",
       "line 1, column 1: the header has no column \"calls\"; it has \"eps\", \"cost\""},
      {"calls\n1\n", "line 1, column 1: the header has no column \"eps\"; it has \"calls\""},
      {"eps;calls\n1;2\n",
       "line 1, column 1: the header has no column \"eps\"; it has \"eps;calls\""},
      {"eps,calls,epsilon\n",
       "line 1, column 11: a second column for the same: \"epsilon\" beside \"eps\""},
      {"eps,calls\n0.5,12\n0.25,abc\n", "line 3, column 6: \"calls\": \"abc\" is not a number"},
      {"eps,calls\n0.5,12x\n", "line 2, column 5: \"calls\": \"12x\" is not a number"},
      {"eps,calls\n0.5,\n", "line 2, column 5: \"calls\": \"\" is not a number"},
      {"eps,calls\n0.5,+3\n", "line 2, column 5: \"calls\": \"+3\" is not a number"},
      {"eps,calls\n0.5,0\n", "line 2, column 5: \"calls\": \"0\" must be positive and finite"},
      {"eps,calls\n0.5,nan\n", "line 2, column 5: \"calls\": \"nan\" must be positive and finite"},
      {"eps,calls\n0.5,inf\n", "line 2, column 5: \"calls\": \"inf\" must be positive and finite"},
      {"eps,calls\n-0.5,1\n", "line 2, column 1: \"eps\": \"-0.5\" must be positive and finite"},
      {"eps,calls\n0,1\n", "line 2, column 1: \"eps\": \"0\" must be positive and finite"},
      {"eps,calls\n1e-999,1\n", "line 2, column 1: \"eps\": \"1e-999\" is out of range"},
      {"eps,calls\n1,1e305\n", "line 2, column 3: \"calls\": \"1e305\" is out of range"},
      {"eps,calls\n0.5\n", "line 2, column 1: 1 fields under a header of 2"},
      {"eps,calls\n0.5,1,2\n", "line 2, column 7: 3 fields under a header of 2"},
      {"eps,calls,success\n0.5,1,yes\n",
       "line 2, column 7: \"success\": \"yes\" is not 1, 0, true or false"},
      {"eps,calls,run\n0.5,1,-2\n", "line 2, column 7: \"run\": \"-2\" is negative"},
      {"eps,calls,run\n0.5,1,1.5\n",
       "line 2, column 7: \"run\": \"1.5\" is not a whole number below 2^63"},
      {"eps,calls,log_factor\n0.5,1,2\n0.5,1,3\n",
       "line 3, column 7: \"log_factor\": \"3\" is a second log factor at one eps"},
      {"eps,calls\n\"0.5,1\n", "line 2, column 1: a quote that is not closed on its line"},
      {"eps,calls\n\"0.5\"x,1\n", "line 2, column 6: a comma should follow the closing quote"},
      {"eps,calls\n0\"5,1\n",
       "line 2, column 2: a quote inside a field that did not start with one"},
      {"eps,calls\r0.5,1\r", "line 1, column 10: a carriage return without a line feed"},
      {"\xFF\xFE\x65", "line 1, column 1: this is UTF-16; save it as UTF-8"},
      {"eps,calls\n\x1b[31m,1\n", "line 2, column 1: \"eps\": \"?[31m\" is not a number"}};
  for (const Case& one : cases) {
    CHECK(refusal(one.text) == one.message);
  }
  CHECK(refusal(std::string_view("eps,calls\n0.5,\0\n", 16)) ==
        "line 2, column 5: a byte 0: this is no text file");
  CHECK(refusal("eps,calls\n1,2\n", {.calls = "eps"}) ==
        "line 1, column 1: one column cannot be two things: eps, calls and log factor");
  const std::string long_name(1000, 'x');
  CHECK(refusal(long_name + ",calls\n").size() < 200);
}

TEST_CASE("too many rows are refused") {
  std::string text = "eps,calls\n";
  for (std::size_t i = 0; i <= most_rows; ++i) {
    text += "1,1\n";
  }
  CHECK(refusal(text) == "line 1000002, column 1: more than 1000000 rows");
}

TEST_CASE("a log factor that grows like a power is refused, and a logarithm is not") {
  const auto log_of = [](double scale, double power, double eps) {
    return std::pow(std::log(scale / eps), power);
  };
  const auto message = [](const auto& factor) {
    std::string text = "eps,calls,log_factor\n";
    for (double eps = 0.5; eps > 0.005; eps /= 1.5) {
      text += std::to_string(eps) + ",1000," + std::to_string(factor(eps)) + "\n";
    }
    return refusal(text);
  };
  for (const double power : {0.5, 1.0, 2.0}) {
    CHECK(message([&](double eps) { return std::pow(eps, -power); }) ==
          "line 1, column 11: log_factor grows like a power of 1/eps from end to end, as no "
          "logarithm does: dividing by it would take the power off the exponent");
  }
  for (const double scale : {0.7, 1.0, 10.0, 1e3, 1e6}) {
    for (const double power : {1.0, 2.0, 3.0}) {
      CHECK(message([&](double eps) { return log_of(scale, power, eps); }).empty());
    }
  }
  CHECK(message([&](double eps) { return std::ceil(log_of(1, 1, eps)); }).empty());
  CHECK(message([](double) { return 7.0; }).empty());
}

// The entry function of a fuzz target: any bytes are read or refused, nothing else happens.
TEST_CASE("whatever the bytes, they are read or refused") {
  const std::string good = "eps,calls,success\n0.5,12,1\n0.25,\"30\",0\n";
  int read = 0;
  int refused = 0;
  for (std::uint32_t trial = 0; trial < 20000; ++trial) {
    Stream stream(1, trial, "bytes");
    std::string text = good.substr(0, static_cast<std::size_t>(stream.integer(0, 41)));
    for (int change = 0; change < 2 && !text.empty(); ++change) {
      const auto at =
          static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(text.size()) - 1));
      const char* const likely = ",\"\n\r0.e# -9";
      text[at] = stream.bernoulli(0.7) ? likely[stream.integer(0, 10)]
                                       : static_cast<char>(stream.integer(-128, 127));
    }
    const std::string message = refusal(text);
    (message.empty() ? read : refused) += 1;
    if (!message.empty() && !message.starts_with("line ")) {
      FAIL_CHECK(message);
    }
  }
  CHECK(read > 200);
  CHECK(refused > 5000);
}
