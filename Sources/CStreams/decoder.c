#include "decoder.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct sg_decoder {
  sg_compression compression;
  z_stream zlib;
  ZSTD_DStream *zstd;
  int is_complete;
};

sg_decoder *sg_decoder_open(sg_compression compression) {
  sg_decoder *decoder = calloc(1, sizeof *decoder);
  if (decoder == NULL) return NULL;
  decoder->compression = compression;
  int has_failed;
  if (compression == SG_ZSTD) {
    decoder->zstd = ZSTD_createDStream();
    has_failed = decoder->zstd == NULL;
  } else {
    // 16 asks for the wrapping of gzip, a negative size of the window for none.
    has_failed = inflateInit2(&decoder->zlib, compression == SG_GZIP ? 16 + MAX_WBITS : -MAX_WBITS) != Z_OK;
  }
  if (!has_failed) return decoder;
  free(decoder);
  return NULL;
}

static sg_decoder_state decode_zstd(
    sg_decoder *decoder, const uint8_t *input, size_t input_count, size_t *taken, uint8_t *output,
    size_t room, size_t *given) {
  ZSTD_inBuffer in = {input, input_count, 0};
  ZSTD_outBuffer out = {output, room, 0};
  const size_t hint = ZSTD_decompressStream(decoder->zstd, &out, &in);
  *taken = in.pos;
  *given = out.pos;
  if (ZSTD_isError(hint)) {
    return ZSTD_getErrorCode(hint) == ZSTD_error_memory_allocation ? SG_NO_MEMORY : SG_CORRUPT;
  }
  return hint == 0 ? SG_COMPLETE : SG_DECODING;
}

sg_decoder_state sg_decode(
    sg_decoder *decoder, const uint8_t *input, size_t input_count, size_t *taken, uint8_t *output,
    size_t room, size_t *given) {
  if (decoder->compression == SG_ZSTD) {
    return decode_zstd(decoder, input, input_count, taken, output, room, given);
  }
  z_stream *zlib = &decoder->zlib;
  if (decoder->is_complete && input_count > 0) {
    if (decoder->compression == SG_DEFLATE) return SG_CORRUPT;
    inflateReset(zlib);
    decoder->is_complete = 0;
  }
  zlib->next_in = (Bytef *)input;
  zlib->avail_in = input_count > UINT_MAX ? UINT_MAX : (uInt)input_count;
  zlib->next_out = output;
  zlib->avail_out = room > UINT_MAX ? UINT_MAX : (uInt)room;
  const int code = inflate(zlib, Z_NO_FLUSH);
  *taken = (size_t)(zlib->next_in - input);
  *given = (size_t)(zlib->next_out - output);
  switch (code) {
    case Z_STREAM_END: decoder->is_complete = 1; return SG_COMPLETE;
    // Without input or room there is nothing to do yet.
    case Z_OK: case Z_BUF_ERROR: return SG_DECODING;
    case Z_MEM_ERROR: return SG_NO_MEMORY;
    default: return SG_CORRUPT;
  }
}

void sg_decoder_close(sg_decoder *decoder) {
  if (decoder == NULL) return;
  if (decoder->zstd != NULL) ZSTD_freeDStream(decoder->zstd);
  else inflateEnd(&decoder->zlib);
  free(decoder);
}
