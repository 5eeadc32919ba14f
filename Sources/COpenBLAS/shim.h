// The interface of BLAS, from whichever OpenBLAS the system has, and the routines of LAPACK that it
// brings along. Fortran's strings are followed, behind all arguments, by their lengths.
#include <cblas.h>
#include <stddef.h>

void dgetrf_(
    const int *m, const int *n, double *a, const int *lda, int *pivots, int *info);
void dlaswp_(
    const int *n, double *a, const int *lda, const int *first, const int *last, const int *pivots,
    const int *step);
void dpotrf_(
    const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
    double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length,
    size_t uplo_length);
void dgesdd_(
    const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
    const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork,
    int *info, size_t jobz_length);
void dgeqrf_(
    const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
    const int *lwork, int *info);
void dorgqr_(
    const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau,
    double *work, const int *lwork, int *info);
