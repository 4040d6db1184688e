#include <assay/audit/asker.hpp>

#include <algorithm>
#include <limits>
#include <unistd.h>

namespace assay::audit {

Asker::Asker(Channel& channel) : channel_(channel) {
  table_ = {
      .struct_size = sizeof(assay_oracle),
      .reserved = 0,
      .context = this,
      .dx = 0,
      .dy = 0,
      .x0 = nullptr,
      .y0 = nullptr,
      .constants = &constants_,
      .upper = fresh<ASSAY_UPPER>,
      .lower = fresh<ASSAY_LOWER>,
      .grad_x_f = gradient<Ask::fx, true>,
      .grad_y_f = gradient<Ask::fy, false>,
      .grad_x_g = gradient<Ask::gx, true>,
      .grad_y_g = gradient<Ask::gy, false>,
      .hvp = product<Ask::hvp, false>,
      .jvp = product<Ask::jvp, true>,
      .descend = descend,
      .uniform = uniform,
  };
}

void Asker::read_numbers(Message& order) {
  next_[0] = order.take<std::uint64_t>();
  next_[1] = order.take<std::uint64_t>();
}

void Asker::begin_start(Message& order) {
  begin_step(order);
  constants_ = order.take<assay_constants>();
  table_.dx = static_cast<std::int32_t>(order.take<std::int64_t>());
  table_.dy = static_cast<std::int32_t>(order.take<std::int64_t>());
  const double* x0 = order.take_vector(dx());
  x0_.assign(x0, x0 + dx());
  const double* y0 = order.take_vector(dy());
  y0_.assign(y0, y0 + dy());
  table_.x0 = x0_.data();
  table_.y0 = y0_.data();
}

void Asker::begin_step(Message& order) {
  read_numbers(order);
  fresh_.clear();
  status_ = ASSAY_OK;
}

Message& Asker::begin(Ask what) {
  Message& question = channel_.compose();
  question.put(what);
  question.put<std::uint64_t>(fresh_.size());
  for (const Fresh& batch : fresh_) {
    question.put(batch);
  }
  fresh_.clear();
  return question;
}

int Asker::finish(double* out, std::size_t size) {
  try {
    channel_.send(Kind::question, channel_.number());
    if (channel_.receive(std::numeric_limits<std::uint64_t>::max()) != Kind::answer) {
      _exit(exit_lost);
    }
    Message& answer = channel_.received();
    status_ = static_cast<int>(answer.take<std::int64_t>());
    read_numbers(answer);
    if (status_ == ASSAY_OK) {
      std::copy_n(answer.take_vector(size), size, out);
    }
    return status_;
  } catch (const NoMessage&) {
    _exit(exit_lost);
  }
}

int Asker::ask_null() {
  begin(Ask::null_pointer);
  return finish(nullptr, 0);
}

template <Ask what, bool in_x>
int Asker::gradient(
    void* context, const double* x, const double* y, assay_batch batch, double* out) {
  Asker& self = *static_cast<Asker*>(context);
  if (self.status_ != ASSAY_OK) {
    return self.status_;
  }
  if (x == nullptr || y == nullptr || out == nullptr) {
    return self.ask_null();
  }
  Message& question = self.begin(what);
  question.put(batch);
  question.put_vector(x, self.dx());
  question.put_vector(y, self.dy());
  return self.finish(out, in_x ? self.dx() : self.dy());
}

template <Ask what, bool in_x>
int Asker::product(void* context,
                   const double* x,
                   const double* y,
                   const double* v,
                   assay_batch batch,
                   double* out) {
  Asker& self = *static_cast<Asker*>(context);
  if (self.status_ != ASSAY_OK) {
    return self.status_;
  }
  if (x == nullptr || y == nullptr || v == nullptr || out == nullptr) {
    return self.ask_null();
  }
  Message& question = self.begin(what);
  question.put(batch);
  question.put_vector(x, self.dx());
  question.put_vector(y, self.dy());
  question.put_vector(v, self.dy());
  return self.finish(out, in_x ? self.dx() : self.dy());
}

int Asker::descend(void* context, const assay_descend* loop, double* y) {
  Asker& self = *static_cast<Asker*>(context);
  if (self.status_ != ASSAY_OK) {
    return self.status_;
  }
  if (loop == nullptr || loop->x == nullptr || y == nullptr) {
    return self.ask_null();
  }
  Message& question = self.begin(Ask::descend);
  question.put(*loop); // its pointer means nothing there
  question.put_vector(loop->x, self.dx());
  question.put_vector(y, self.dy());
  return self.finish(y, self.dy());
}

double Asker::uniform(void* context) {
  Asker& self = *static_cast<Asker*>(context);
  double number = 0.5;
  if (self.status_ == ASSAY_OK) {
    self.begin(Ask::uniform);
    self.finish(&number, 1);
  }
  return number;
}

template <std::uint32_t level> assay_batch Asker::fresh(void* context, std::uint64_t size) {
  Asker& self = *static_cast<Asker*>(context);
  const assay_batch batch{self.next_[level]++, size, level, ASSAY_SAMPLES};
  if (self.status_ == ASSAY_OK) {
    self.fresh_.push_back({level, size});
    if (self.fresh_.size() == most_fresh) {
      self.begin(Ask::fresh);
      self.finish(nullptr, 0);
    }
  }
  return batch;
}

} // namespace assay::audit
