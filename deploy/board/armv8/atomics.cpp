// The reference counts of PyTorch and of std::shared_ptr, for processors without the atomics of ARMv8.1.
//
// DJL's libdjl_torch.so for arm64 (0.35.1) was compiled for ARMv8.1 without a word, and dies of SIGILL on a Raspberry Pi
// 3 or 4 (Cortex-A53, A72). Only these weak functions of it have such instructions, and it calls them by their names:
// a library that is loaded before it answers in its place. PyTorch itself asks the processor first.
#include <atomic>
#include <cstdint>
#include <memory>

namespace c10::detail {
// As in c10/util/intrusive_ptr.h: the count after the change.
std::uint32_t atomic_refcount_increment(std::atomic<std::uint32_t>& count) {
    return count.fetch_add(1, std::memory_order_acq_rel) + 1;
}

std::uint32_t atomic_refcount_decrement(std::atomic<std::uint32_t>& count) {
    return count.fetch_sub(1, std::memory_order_acq_rel) - 1;
}

std::uint32_t atomic_weakcount_decrement(std::atomic<std::uint32_t>& count) {
    return count.fetch_sub(1, std::memory_order_acq_rel) - 1;
}
}  // namespace c10::detail

template class std::_Sp_counted_base<__gnu_cxx::_S_atomic>;
