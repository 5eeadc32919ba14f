// Decodes compressed streams piece by piece: zlib and zstd behind one interface.
#ifndef SWIFTGRAD_DECODER_H
#define SWIFTGRAD_DECODER_H

#include <stddef.h>
#include <stdint.h>

typedef struct sg_decoder sg_decoder;

typedef enum {
  SG_GZIP,     // one or more members, RFC 1952
  SG_DEFLATE,  // without any wrapping, as in ZIP archives, RFC 1951
  SG_ZSTD      // one or more frames, RFC 8878
} sg_compression;

typedef enum {
  SG_DECODING,  // more input is needed, or more room
  SG_COMPLETE,  // a member or frame ended; more of them may follow
  SG_CORRUPT,
  SG_NO_MEMORY
} sg_decoder_state;

// NULL if there is no memory for it.
sg_decoder *sg_decoder_open(sg_compression compression);

// Decodes as much as input and room allow; says how much it took and gave.
sg_decoder_state sg_decode(
    sg_decoder *decoder, const uint8_t *input, size_t input_count, size_t *taken, uint8_t *output,
    size_t room, size_t *given);

void sg_decoder_close(sg_decoder *decoder);

#endif
