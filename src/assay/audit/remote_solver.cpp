#include <assay/audit/processor.hpp>
#include <assay/audit/remote_solver.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay::audit {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t longest_text = 1 << 16; // of a message without vectors, in bytes

/// The longest message that a solver of these sizes has to send.
std::uint64_t longest(const assay_oracle& oracle) {
  const auto entries =
      static_cast<std::uint64_t>(oracle.dx) + static_cast<std::uint64_t>(oracle.dy);
  return longest_text + 2 * sizeof(double) * entries;
}

} // namespace

RemoteSolver::RemoteSolver(std::unique_ptr<Worker> worker,
                           const Limits& limits,
                           Home home,
                           const Facts& facts,
                           const Parameters& parameters)
    : worker_(std::move(worker)), limits_(limits), home_(std::move(home)) {
  create(facts, parameters);
}

RemoteSolver::~RemoteSolver() {
  if (worker_ == nullptr) {
    return;
  }
  try {
    worker_->channel().compose();
    worker_->channel().send(Kind::destroy, worker_->next_number());
    const Kind end = receive(longest_text, "destroy");
    if (end != Kind::done) {
      broke(end == Kind::raised ? worker_->channel().received().take_text()
                                : "a message out of turn",
            "destroy");
    }
    home_.take_back(std::move(worker_));
  } catch (const NoMessage& reason) {
    home_.report({worker_->end_of(reason) + " in destroy", worker_->output()});
  } catch (const SolverBroke& error) {
    home_.report(error);
  } catch (const std::exception& error) { // the worker is ended, not used again
    worker_ = nullptr;
  }
}

void RemoteSolver::broke(const std::string& what, const std::string& where) {
  SolverBroke error{one_line(what) + " in " + where, worker_->output()};
  worker_ = nullptr;
  throw error;
}

void RemoteSolver::broke(const NoMessage& reason, const std::string& where) {
  broke(worker_->end_of(reason), where);
}

/// The next message, which echoes the number of ours.
Kind RemoteSolver::receive(std::uint64_t most, const std::string& where) {
  try {
    const Kind kind = worker_->channel().receive(most);
    if (worker_->channel().number() == worker_->number()) {
      return kind;
    }
    throw NoMessage{NoMessage::Why::malformed, "a message out of turn"};
  } catch (const NoMessage& reason) {
    broke(reason, where);
  }
}

void RemoteSolver::create(const Facts& facts, const Parameters& parameters) {
  Channel& channel = worker_->channel();
  const OnOneProcessor here;
  Message& m = channel.compose();
  m.put<std::int64_t>(here.number());
  m.put<double>(limits_.processor_seconds);
  m.put(constants_of(facts));
  m.put<std::uint64_t>(parameters.given().size());
  for (const auto& [name, value] : parameters.given()) {
    m.put_text(name);
    m.put_text(value);
  }
  const std::string where = "create";
  try {
    channel.send(Kind::create, worker_->next_number());
    const Kind kind = receive(longest_text, where);
    Message& reply = channel.received();
    if (kind == Kind::refused) {
      const std::string why = one_line(reply.take_text());
      home_.take_back(std::move(worker_));
      throw InvalidArgument("the solver refuses: " + (why.empty() ? "it does not say why" : why));
    }
    if (kind == Kind::raised) {
      broke(reply.take_text(), where);
    }
    if (kind != Kind::done) {
      broke("a message out of turn", where);
    }
    const bool has_calls = reply.take<std::uint64_t>() != 0;
    const auto calls = reply.take<std::array<double, 6>>();
    reply.need_end();
    if (has_calls) {
      calls_ = calls;
    }
  } catch (const NoMessage& reason) {
    broke(reason, where);
  }
}

void RemoteSolver::put_numbers(Message& message) const {
  message.put<std::uint64_t>(oracle_->oracle().next_id(Level::upper));
  message.put<std::uint64_t>(oracle_->oracle().next_id(Level::lower));
}

void RemoteSolver::start(Oracle& oracle) {
  oracle_ = std::make_unique<AbiOracle>(oracle);
  steps_ = 0;
  vectors_[0] = oracle.x0();
  order(Kind::start, oracle);
}

void RemoteSolver::step(Oracle& oracle) {
  need(oracle_ != nullptr && &oracle_->oracle() == &oracle,
       "a solver is stepped with the oracle that it was started with");
  ++steps_;
  order(Kind::step, oracle);
}

void RemoteSolver::order(Kind kind, Oracle& oracle) {
  const std::string where = kind == Kind::start ? "start" : "step " + std::to_string(steps_);
  if (worker_ == nullptr) {
    throw SolverBroke{"no process any more in " + where, {}};
  }
  const OnOneProcessor here;
  oracle_->begin();
  swallowed_ = false;
  Message& m = worker_->channel().compose();
  m.put<std::int64_t>(here.number());
  put_numbers(m);
  if (kind == Kind::start) {
    m.put(*oracle_->table()->constants);
    m.put<std::int64_t>(oracle.dx());
    m.put<std::int64_t>(oracle.dy());
    m.put_vector(oracle.x0().data(), static_cast<std::size_t>(oracle.dx()));
    m.put_vector(oracle.y0().data(), static_cast<std::size_t>(oracle.dy()));
  }
  try {
    worker_->channel().send(kind, worker_->next_number());
    serve(where);
  } catch (const NoMessage& reason) {
    broke(reason, where);
  }
  try {
    if (!swallowed_) { // a step that goes on as if nothing were refused counts as made
      oracle_->rethrow();
    }
  } catch (const InvalidArgument& misuse) {
    throw SolverBroke{std::string("misuse of the oracle in ") + where + ": " + misuse.what(),
                      worker_->output()};
  }
}

/// Answers questions until the order is carried out.
void RemoteSolver::serve(const std::string& where) {
  Channel& channel = worker_->channel();
  idle_since_.reset();
  const auto began = Clock::now();
  for (;;) {
    need_time(began, where);
    switch (receive(longest(*oracle_->table()), where)) {
    case Kind::question:
      answer();
      break;
    case Kind::done:
      read_result(where);
      return;
    case Kind::raised:
      if (const std::string what = channel.received().take_text(); oracle_->status() == ASSAY_OK) {
        broke(what, where);
      }
      return; // the oracle's failure came first
    default:
      throw NoMessage{NoMessage::Why::malformed, "a message out of turn"};
    }
  }
}

void RemoteSolver::answer() {
  constexpr std::uint64_t often = 64; // questions: to look costs a system call
  if (++questions_ % often == 0) {
    check_output();
  }
  Channel& channel = worker_->channel();
  Message& question = channel.received();
  const auto what = question.take<Ask>();
  const auto fresh = question.take<std::uint64_t>();
  if (what > Ask::null_pointer || fresh > most_fresh) {
    throw NoMessage{NoMessage::Why::malformed, "an unknown question"};
  }
  const assay_oracle& table = *oracle_->table();
  for (std::uint64_t i = 0; i < fresh; ++i) {
    const auto level = question.take<std::uint64_t>();
    const auto size = question.take<std::uint64_t>();
    (level == ASSAY_UPPER ? table.upper : table.lower)(table.context, size);
  }
  answer_.resize(std::max({table.dx, table.dy, 1}));
  std::size_t size = 0;
  const Count before = oracle_->oracle().counters().total();
  const int status = ask(what, question, answer_.data(), size);
  question.need_end();
  need_progress(oracle_->oracle().counters().total() > before);
  Message& reply = channel.compose();
  reply.put<std::int64_t>(status);
  put_numbers(reply);
  if (status == ASSAY_OK) {
    reply.put_vector(answer_.data(), size);
  }
  channel.send(Kind::answer, worker_->next_number());
}

/// One that only writes is ended; what one that works writes too much is dropped.
void RemoteSolver::check_output() {
  if (worker_->flooded()) {
    throw NoMessage{NoMessage::Why::malformed, "too much output"}; // says so
  }
  if (worker_->cut_output()) {
    home_.output_was_cut();
  }
}

/// One that answers in time, every time, may still never end.
void RemoteSolver::need_time(Clock::time_point began, const std::string& where) {
  const double most = limits_.answers * limits_.answer_seconds;
  if (Clock::now() - began > std::chrono::duration<double>(most)) {
    const std::string output = worker_->output();
    worker_ = nullptr;
    throw StepTooLong{{fmt::format("not done after {:.3g} s, {} times the limit for one answer "
                                   "(--answer-seconds), in {}",
                                   most, limits_.answers, where),
                       output}};
  }
}

/// Questions that cost no call must lead to one that does: the budget does not end their loop.
void RemoteSolver::need_progress(bool counted) {
  if (counted) {
    idle_since_.reset();
  } else if (!idle_since_) {
    idle_since_ = Clock::now();
  } else if (Clock::now() - *idle_since_ > std::chrono::duration<double>(limits_.answer_seconds)) {
    throw NoMessage{NoMessage::Why::timed_out, {}};
  }
}

/// One question by the oracle's own table, which checks everything but lengths.
int RemoteSolver::ask(Ask what, Message& question, double* out, std::size_t& size) {
  const assay_oracle& t = *oracle_->table();
  const auto dx = static_cast<std::size_t>(t.dx);
  const auto dy = static_cast<std::size_t>(t.dy);
  size = what == Ask::fx || what == Ask::gx || what == Ask::jvp ? dx : dy;
  switch (what) {
  case Ask::uniform:
    size = 1;
    *out = t.uniform(t.context);
    return oracle_->status();
  case Ask::fresh:
    size = 0;
    return oracle_->status();
  case Ask::null_pointer:
    size = 0;
    return t.grad_x_f(t.context, nullptr, nullptr, {}, nullptr);
  case Ask::descend: {
    auto loop = question.take<assay_descend>();
    loop.x = question.take_vector(dx);
    const double* y = question.take_vector(dy);
    std::copy_n(y, dy, out);
    return t.descend(t.context, &loop, out);
  }
  default:
    break;
  }
  const auto batch = question.take<assay_batch>();
  const double* x = question.take_vector(dx);
  const double* y = question.take_vector(dy);
  if (what == Ask::hvp || what == Ask::jvp) {
    const double* v = question.take_vector(dy);
    return (what == Ask::hvp ? t.hvp : t.jvp)(t.context, x, y, v, batch, out);
  }
  const auto gradient = what == Ask::fx   ? t.grad_x_f
                        : what == Ask::fy ? t.grad_y_f
                        : what == Ask::gx ? t.grad_x_g
                                          : t.grad_y_g;
  return gradient(t.context, x, y, batch, out);
}

void RemoteSolver::read_result(const std::string& where) {
  Message& result = worker_->channel().received();
  const auto status = result.take<std::int64_t>();
  const std::string why = result.take_text();
  const auto shown = result.take<std::uint64_t>();
  const auto present = result.take<std::uint64_t>();
  swallowed_ = oracle_->status() == ASSAY_OUT_OF_BUDGET && status == ASSAY_OK;
  const assay_oracle& table = *oracle_->table();
  for (std::size_t i = 0; i < vectors_.size() && status == ASSAY_OK; ++i) {
    const int size = (present >> i & 1U) == 0 ? 0 : i < 2 ? table.dx : table.dy;
    vectors_[i] =
        Eigen::Map<const Vector<double>>(result.take_vector(static_cast<std::size_t>(size)), size);
  }
  result.need_end();
  check_output();
  if (oracle_->status() != ASSAY_OK && status != ASSAY_OK) {
    return; // what the oracle threw is what ended it
  }
  if (status != ASSAY_OK) {
    broke(why.empty() ? "the solver returned " + std::to_string(status) : why, where);
  }
  if (steps_ == 0) {
    offer(shown);
  }
  if (const auto missing = first_missing(present, steps_ > 0)) {
    broke(std::string(vector_names[*missing]) + " gave a null pointer", where);
  }
}

} // namespace assay::audit
