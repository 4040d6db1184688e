#include <assay/store/digest.hpp>
#include <assay/store/row.hpp>
#include <assay/store/text.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace assay {

#define ASSAY_COLUMNS                                                                              \
  "key, solver, instance, epsilon, criterion, seed, trial, budget, status, n_fx, n_fy, n_gx, "     \
  "n_gy, n_hvp, n_jvp, iterations, gradient_norm, lower_bound, message, version, seconds, "        \
  "checksum"
const char* const trial_columns = ASSAY_COLUMNS;
#define ASSAY_INSERT                                                                               \
  "INSERT INTO trials(" ASSAY_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "    \
  "ON CONFLICT(key) DO "
const char* const insert_trial = ASSAY_INSERT "NOTHING";
const char* const update_trial =
    ASSAY_INSERT "UPDATE SET version = excluded.version, seconds = excluded.seconds, "
                 "checksum = excluded.checksum";
#undef ASSAY_INSERT
#undef ASSAY_COLUMNS

const char* const create_trials = R"(CREATE TABLE trials (
  key TEXT PRIMARY KEY NOT NULL,
  solver TEXT NOT NULL,
  instance TEXT NOT NULL,
  epsilon REAL NOT NULL,
  criterion TEXT NOT NULL,
  seed TEXT NOT NULL,
  trial INTEGER NOT NULL,
  budget TEXT NOT NULL,
  status TEXT NOT NULL,
  n_fx TEXT NOT NULL,
  n_fy TEXT NOT NULL,
  n_gx TEXT NOT NULL,
  n_gy TEXT NOT NULL,
  n_hvp TEXT NOT NULL,
  n_jvp TEXT NOT NULL,
  iterations TEXT NOT NULL,
  gradient_norm REAL NOT NULL,
  lower_bound REAL NOT NULL,
  message TEXT NOT NULL,
  version TEXT NOT NULL,
  seconds REAL NOT NULL,
  checksum INTEGER NOT NULL
))";
const char* const create_experiments = R"(CREATE TABLE experiments (
  text TEXT PRIMARY KEY NOT NULL
))";

namespace {

constexpr int checksum_column = 21;

/// FNV-1a in 64 bits over the stored values, in the order of the columns: SQLite itself does not
/// see a flipped bit inside a value.
class Checksum {
public:
  void add(std::string_view text) {
    for (const char c : text) {
      byte(static_cast<unsigned char>(c));
    }
    byte(0); // no text holds it: ends are told apart
  }
  void add(double value) { add(std::bit_cast<std::int64_t>(value)); }
  void add(std::int64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      byte(static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> shift));
    }
  }
  [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(hash_); }

private:
  void byte(unsigned char b) { hash_ = (hash_ ^ b) * 0x100000001b3ULL; }
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

/// Binds one column after the other, hashing what it binds. SQLite keeps no NaN (it becomes NULL)
/// and no sign of zero: NaN is stored as text, -0 as 0.
class Binder {
public:
  explicit Binder(sqlite::Statement& statement) : statement_(statement) {}
  template <class T> void put(const T& value) {
    sum_.add(value);
    statement_.bind(++parameter_, value);
  }
  void put_real(double value) {
    if (std::isnan(value)) {
      put(std::string_view("nan"));
    } else {
      put(value + 0.0);
    }
  }
  void end() { statement_.bind(++parameter_, sum_.value()); }

private:
  sqlite::Statement& statement_;
  Checksum sum_;
  int parameter_ = 0;
};

std::int64_t checksum_of(const sqlite::Statement& row) {
  // epsilon, gradient_norm, lower_bound, seconds are real, trial is an integer, the rest is text.
  constexpr std::string_view types = "tttrttitttttttttrrttr";
  static_assert(types.size() == checksum_column);
  Checksum sum;
  for (int column = 0; column < checksum_column; ++column) {
    const char type = types[static_cast<std::size_t>(column)];
    if (type == 'i') {
      sum.add(row.integer(column));
    } else if (type == 't' || row.is_text(column)) {
      sum.add(row.text(column));
    } else {
      sum.add(row.real(column));
    }
  }
  return sum.value();
}

double read_real(const sqlite::Statement& row, int column) {
  return row.is_text(column) ? std::numeric_limits<double>::quiet_NaN() : row.real(column);
}

std::uint64_t read_whole(const sqlite::Statement& row, int column) {
  return parse_whole(row.text(column));
}

TrialSpec read_spec(const sqlite::Statement& row) {
  const std::int64_t trial = row.integer(6);
  need(trial >= 0 && trial <= std::numeric_limits<std::uint32_t>::max(), "trial is 0, 1, ...");
  return {.solver = std::string(row.text(1)),
          .instance = std::string(row.text(2)),
          .epsilon = row.real(3),
          .criterion = std::string(row.text(4)),
          .seed = read_whole(row, 5),
          .trial = static_cast<std::uint32_t>(trial),
          .budget = parse_count(row.text(7))};
}

TrialResult read_result(const sqlite::Statement& row) {
  TrialResult result{.status = parse_status(row.text(8)),
                     .calls = {},
                     .iterations = read_whole(row, 15),
                     .gradient_norm = read_real(row, 16),
                     .lower_bound = read_real(row, 17),
                     .message = std::string(row.text(18))};
  int column = 9;
  for (Count& count : result.calls.calls) {
    count = parse_count(row.text(column++));
  }
  return result;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

void need_storable(const TrialRecord& record) {
  const auto line = [](const char* what, const std::string& text) {
    if (!is_utf8(text) || text.find_first_of(std::string_view("\0\n", 2)) != std::string::npos) {
      throw InvalidArgument(std::string(what) + " of a trial is one line of UTF-8 text");
    }
  };
  line("the solver", record.spec.solver);
  line("the instance", record.spec.instance);
  line("the criterion", record.spec.criterion);
  line("the version", record.version);
  need(is_utf8(record.result.message) && record.result.message.find('\0') == std::string::npos,
       "the message of a trial is UTF-8 text without a NUL (as_utf8 makes it so)");
  need(std::isfinite(record.spec.epsilon), "epsilon of a trial is finite");
}

void bind_row(sqlite::Statement& insert, const std::string& key, const TrialRecord& record) {
  const TrialSpec& spec = record.spec;
  const TrialResult& result = record.result;
  // The texts made here must live until the statement has run.
  thread_local std::array<std::string, 10> made;
  std::size_t next = 0;
  Binder row(insert);
  const auto put = [&](std::string text) {
    made[next] = std::move(text);
    row.put(std::string_view(made[next++]));
  };
  row.put(std::string_view(key));
  row.put(std::string_view(spec.solver));
  row.put(std::string_view(spec.instance));
  row.put_real(spec.epsilon);
  row.put(std::string_view(spec.criterion));
  put(to_string(Count{spec.seed}));
  row.put(static_cast<std::int64_t>(spec.trial));
  put(to_string(spec.budget));
  put(to_string(result.status));
  for (const Count count : result.calls.calls) {
    put(to_string(count));
  }
  put(to_string(Count{result.iterations}));
  row.put_real(result.gradient_norm);
  row.put_real(result.lower_bound);
  row.put(std::string_view(result.message));
  row.put(std::string_view(record.version));
  row.put_real(record.seconds);
  row.end();
}

std::uint64_t key_digest(std::string_view key) {
  Checksum sum;
  sum.add(key);
  return static_cast<std::uint64_t>(sum.value());
}

Count read_key(const sqlite::Database& database, std::string_view text) {
  try {
    return parse_hexadecimal(text);
  } catch (const InvalidArgument& error) {
    database.damaged(std::string("a key is ") + error.what());
  }
}

TrialRecord read_row(const sqlite::Database& database, const sqlite::Statement& row) {
  const std::string_view key = row.text(0);
  if (checksum_of(row) != row.integer(checksum_column)) {
    database.damaged("the checksum of trial " + printable(key) + " is wrong");
  }
  try {
    TrialRecord record{.spec = read_spec(row),
                       .result = read_result(row),
                       .version = std::string(row.text(19)),
                       .seconds = read_real(row, 20)};
    if (key_number(record.spec) != read_key(database, key)) {
      database.damaged("the key " + printable(key) + " is not that of its trial");
    }
    return record;
  } catch (const InvalidArgument& error) {
    database.damaged("trial " + printable(key) + ": " + error.what());
  }
}

bool same_result(const TrialResult& a, const TrialResult& b) {
  return a.status == b.status && a.calls == b.calls && a.iterations == b.iterations &&
         same(a.gradient_norm, b.gradient_norm) && same(a.lower_bound, b.lower_bound) &&
         a.message == b.message;
}

} // namespace assay
