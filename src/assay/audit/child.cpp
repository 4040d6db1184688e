#include <assay/audit/asker.hpp>
#include <assay/audit/child.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <dlfcn.h>
#include <exception>
#include <limits>
#include <new>
#include <sched.h>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace assay::audit {
namespace {

constexpr std::size_t longest_reason = 4096; // of a text why something failed

/// Run on the processor that assay's own thread runs on: an answer is then here at once.
void run_on(std::int64_t processor) {
  static std::int64_t current = -1;
  if (processor < 0 || processor == current) {
    return;
  }
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(processor), &set);
  sched_setaffinity(0, sizeof set, &set);
  current = processor;
}

/// So much processor time from now on.
void allow(double seconds) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  rlimit limit{};
  getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1) +
                   static_cast<rlim_t>(std::ceil(seconds));
  setrlimit(RLIMIT_CPU, &limit);
}

/// Assay's orders, one after another.
class Server {
public:
  Server(Channel& channel, const assay_solver_functions& table)
      : channel_(channel), f_(table), asker_(channel) {}

  void carry_out(Kind order) {
    Message& fields = channel_.received();
    if (order == Kind::destroy) {
      guarded([&] { destroy(); });
      return;
    }
    run_on(fields.take<std::int64_t>());
    if (order == Kind::create) {
      guarded([&] { create(fields); });
    } else if (order == Kind::start) {
      asker_.begin_start(fields);
      guarded([&] { result(f_.start(solver_, asker_.table())); });
    } else if (order == Kind::step) {
      asker_.begin_step(fields);
      guarded([&] { result(f_.step(solver_, asker_.table())); });
    } else {
      throw NoMessage{NoMessage::Why::malformed, "an order"};
    }
  }

private:
  /// No exception may pass the C interface; where one does, assay is told.
  template <class Order> void guarded(const Order& order) {
    std::string what;
    try {
      order();
      return;
    } catch (const NoMessage&) {
      throw;
    } catch (const std::bad_alloc&) {
      what = "out of memory";
    } catch (const std::exception& error) {
      what = std::string("exception: ") + error.what();
    } catch (...) {
      what = "exception of an unknown type";
    }
    channel_.compose().put_text(what.substr(0, longest_reason));
    channel_.send(Kind::raised, channel_.number());
  }

  void destroy() {
    void* solver = std::exchange(solver_, nullptr);
    if (solver != nullptr) {
      f_.destroy(solver);
    }
    channel_.compose();
    channel_.send(Kind::done, channel_.number());
  }

  void create(Message& fields) {
    allow(fields.take<double>());
    const auto constants = fields.take<assay_constants>();
    std::vector<std::string> texts;
    const auto count = fields.take<std::uint64_t>();
    for (std::uint64_t i = 0; i < 2 * count; ++i) {
      texts.push_back(fields.take_text());
    }
    std::vector<assay_parameter> parameters;
    for (std::size_t i = 0; i < count; ++i) {
      parameters.push_back({texts[2 * i].c_str(), texts[2 * i + 1].c_str()});
    }
    std::array<char, 512> error{};
    solver_ =
        f_.create(&constants, parameters.data(), parameters.size(), error.data(), error.size());
    if (solver_ == nullptr) {
      error.back() = '\0';
      channel_.compose().put_text(error.data());
      channel_.send(Kind::refused, channel_.number());
      return;
    }
    Message& created = channel_.compose();
    std::array<double, 6> calls{};
    created.put<std::uint64_t>(f_.calls_per_step != nullptr ? 1 : 0);
    if (f_.calls_per_step != nullptr) {
      f_.calls_per_step(solver_, calls.data());
    }
    created.put(calls);
    channel_.send(Kind::done, channel_.number());
  }

  void result(int status) {
    const char* why = nullptr;
    using Reader = const double* (*)(const void*);
    const std::array<Reader, 4> readers = {f_.x, f_.estimate, f_.y, f_.v};
    std::array<const double*, 4> vectors{};
    std::uint64_t shown = 0;
    std::uint64_t present = 0;
    if (status != ASSAY_OK) {
      why = f_.message != nullptr ? f_.message(solver_) : nullptr;
    } else {
      for (std::size_t i = 0; i < vectors.size(); ++i) {
        vectors[i] = readers[i] != nullptr ? readers[i](solver_) : nullptr;
        shown |= readers[i] != nullptr ? std::uint64_t{1} << i : 0;
        present |= vectors[i] != nullptr ? std::uint64_t{1} << i : 0;
      }
    }
    Message& done = channel_.compose();
    done.put<std::int64_t>(status);
    done.put_text(std::string(why != nullptr ? why : "").substr(0, longest_reason));
    done.put(shown);
    done.put(present);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      if (vectors[i] != nullptr) {
        done.put_vector(vectors[i], i < 2 ? asker_.dx() : asker_.dy());
      }
    }
    channel_.send(Kind::done, channel_.number());
  }

  Channel& channel_;
  const assay_solver_functions& f_;
  Asker asker_;
  void* solver_ = nullptr;
};

template <class F> void need_function(F* function, const char* name, const std::string& where) {
  need(function != nullptr, where + ": assay_plugin's table has no function " + name +
                                ", which every solver needs (assay/audit/plugin_abi.h)");
}

} // namespace

assay_solver_functions checked_table(const assay_solver_functions* table,
                                     const std::string& where) {
  const std::string ours = std::to_string(ASSAY_ABI_VERSION);
  need(table != nullptr, where + ": its assay_plugin knows no version " + ours +
                             " of assay's interface; compile it with this assay's plugin_abi.h");
  need(table->abi_version == ASSAY_ABI_VERSION,
       where + ": made for version " + std::to_string(table->abi_version) +
           " of assay's interface, this assay has version " + ours + "; compile it again");
  need(table->struct_size >= offsetof(assay_solver_functions, estimate),
       where + ": its table has " + std::to_string(table->struct_size) +
           " bytes; struct_size is sizeof(assay_solver_functions)");
  assay_solver_functions whole{};
  std::memcpy(&whole, table, std::min<std::size_t>(table->struct_size, sizeof whole));
  need_function(whole.create, "create", where);
  need_function(whole.destroy, "destroy", where);
  need_function(whole.start, "start", where);
  need_function(whole.step, "step", where);
  need_function(whole.x, "x", where);
  return whole;
}

assay_solver_functions load_library(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL); // never closed: the process ends
  if (library == nullptr) {
    const char* why = dlerror(); // NOLINT(concurrency-mt-unsafe): one thread
    throw InvalidArgument("cannot load " + std::string(why) +
                          "; a solver is a shared library (cc -shared -fPIC)");
  }
  using Plugin = const assay_solver_functions*(std::uint32_t);
  auto* plugin = reinterpret_cast<Plugin*>(dlsym(library, "assay_plugin"));
  need(plugin != nullptr, path + ": has no function assay_plugin; export it as "
                                 "assay/audit/plugin_abi.h says, from C++ as extern \"C\"");
  return checked_table(plugin(ASSAY_ABI_VERSION), path);
}

int serve_solver(int descriptor, const assay_solver_functions& table) {
  Channel channel(descriptor);
  try {
    Message& ready = channel.compose();
    ready.put_text(table.declaration != nullptr ? table.declaration : "");
    ready.put<std::uint64_t>(table.calls_per_step != nullptr ? 1 : 0);
    channel.send(Kind::ready, 0);
    for (Server server(channel, table);;) {
      server.carry_out(channel.receive(std::numeric_limits<std::uint64_t>::max()));
    }
  } catch (const NoMessage& lost) {
    return exit_lost;
  }
}

void refuse_to_serve(int descriptor, const std::string& why) {
  Channel channel(descriptor);
  try {
    channel.compose().put_text(why);
    channel.send(Kind::refused, 0);
  } catch (const NoMessage&) { // nobody listens any more
  }
}

} // namespace assay::audit
