#include "counts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Of Swift's runtime, or of the linker for --wrap; missing where either is.
#define IF_THERE __attribute__((weak))
IF_THERE extern void *__real_swift_retain(void *object);
IF_THERE extern void __real_swift_release(void *object);
IF_THERE extern void *swift_nonatomic_retain(void *object);
IF_THERE extern void swift_nonatomic_release(void *object);

// The beginning of every object. The sign says that a count is not all there is to know.
typedef struct {
  const void *type;
  uint64_t count;
} object_header;

static const uint64_t one_reference = UINT64_C(1) << 33;

// The count of what is never freed, such as the empty array, as it is compiled in: it stays as it is,
// told by its sign and by its lower half.
static const uint64_t never_freed = UINT64_C(0x80000004ffffffff);

static bool is_never_freed(uint64_t count) { return (uint32_t)count == UINT32_MAX; }

// Written while there is one thread only.
static bool has_one_thread = false;

// Whether the runtime counts as is done here: on an object of which nobody else knows.
static bool counts_as_expected(void) {
  if (swift_nonatomic_retain == NULL || swift_nonatomic_release == NULL) return false;
  object_header object = {NULL, one_reference + 3};
  const uint64_t before = object.count;
  swift_nonatomic_retain(&object);
  if (object.count != before + one_reference) return false;
  swift_nonatomic_release(&object);
  if (object.count != before) return false;
  object.count = never_freed;
  swift_nonatomic_retain(&object);
  swift_nonatomic_release(&object);
  return object.count == never_freed;
}

void sg_count_for_one_thread(void) { has_one_thread = counts_as_expected(); }

void sg_count_for_threads(void) { has_one_thread = false; }

// The linker has all calls of swift_retain come here.
void *__wrap_swift_retain(void *object) {
  if (!has_one_thread) return __real_swift_retain(object);
  // What is no object is left alone, and so are bits beside an address.
  if ((intptr_t)object <= 0) return object;
  object_header *const header =
      (object_header *)((uintptr_t)object & UINT64_C(0xfffffffffffff8));
  const uint64_t count = header->count + one_reference;
  if ((int64_t)count >= 0) {
    header->count = count;
  } else if (!is_never_freed(header->count)) {
    swift_nonatomic_retain(header);
  }
  return object;
}

void __wrap_swift_release(void *object) {
  if (!has_one_thread) {
    __real_swift_release(object);
    return;
  }
  if ((intptr_t)object <= 0) return;
  object_header *const header = object;
  const uint64_t count = header->count - one_reference;
  if ((int64_t)count >= 0) {
    header->count = count;
  } else if (!is_never_freed(header->count)) {
    swift_nonatomic_release(object);
  }
}
