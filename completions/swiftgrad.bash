# Made by 'swiftgrad completions'; see Sources/Console/Completions.

_swiftgrad_functions='abs acos acosh add agm airy_ai airy_aip airy_bi airy_bip all allclose any append arange argmax argmin argsort array array_equal array_split asin asinh atan atan2 atanh atleast_1d atleast_2d atleast_3d average batch_jacobian beta betainc betaincc betaincinv bincount binom boxcox boxcox1p broadcast_arrays broadcast_to cbrt ceil celu chdtr chdtrc chdtri checkpoint cholesky cholesky_solve clip column_stack concat cond condition_number convolve copysign corrcoef correlate cos cosdg cosh cosine_similarity cosm1 cospi cot cotdg coth count_nonzero cov cross csc csch cummax cummin cumprod cumsum cumulative_trapezoid curl custom_vjp dawsn deg2rad det diag diag_jacobian diagonal diff digamma digitize divergence divide divide_no_nan dot dstack eigh eigvalsh einsum ellipe ellipeinc ellipk ellipkinc ellipkm1 elu entr enumerate equal erf erfc erfcinv erfcx erfi erfinv eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_laguerre eval_legendre exp exp1 exp10 exp2 expand_dims expi expm expm1 expn exprel eye factorial flip fliplr flipud floor floor_divide fma fmax fmin fmod fold fori_loop fresnel_cos fresnel_sin full full_like gamma gammainc gammaincc gammainccinv gammaincinv gammasgn gather_nd gelu geomspace grad greater greater_equal hard_sigmoid hard_silu hard_tanh hardshrink heaviside hessian hstack huber hvp hyp0f1 hyp1f1 hypot i0 i0e i1 i1e interp inv inv_boxcox inv_boxcox1p isclose isfinite isinf isnan iv ive j0 j1 jacfwd jacobian jacrev jit jv jvp k0 k0e k1 k1e kl_div kron kv kve l2_normalize lambertw laplacian lbeta leaky_relu len lerp less less_equal lgamma linearize linspace log log10 log1mexp log1p log1pmx log2 log_cosh log_ndtr log_sigmoid log_softmax log_sub_exp logaddexp logaddexp2 logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logspace logsumexp lstsq map matmul matrix_norm matrix_power matrix_rank matrix_transpose matvec max maximum mean median meshgrid min minimum mish mod moveaxis multi_dot multigammaln multiply multiply_no_nan nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndim ndtr ndtri negative norm not_equal one_hot ones ones_like outer owens_t pad partial percentile pinv poch polyder polygamma polyint polyval positive pow prod pseudo_huber ptp qr quantile rad2deg range ravel reciprocal reduce_euclidean_norm rel_entr relu relu6 repeat reshape rgamma roll rot90 round rsqrt scan scatter searchsorted sec sech segment_mean segment_sum selu shape shichi shichi_chi shichi_shi sici sici_ci sici_si sigmoid sign signbit silu sin sinc sindg sinh sinpi size slogdet softmax softplus softshrink softsign solve solve_triangular sort spence spherical_bessel_j0 spherical_in spherical_jn spherical_kn spherical_yn split sqrt sqrt1pm1 square squared_difference squareplus squeeze stack std stop_gradient struve_h0 struve_h1 struve_l0 struve_l1 subtract sum svd svdvals swapaxes switch take take_along_axis tan tandg tanh tanhshrink tensordot threshold tile top_k trace transpose trapezoid tree_map tri triangular_solve trigamma tril triu trunc unstack value_and_batch_jacobian value_and_grad value_and_gradient value_and_hessian value_and_jacobian vander var vdot vecdot vector_norm vjp vmap vstack where while_loop wrightomega xdivy xlog1py xlogy y0 y1 yv zeros zeros_like zeta zetac zip'

# Names of functions for the last word of an expression; what stands before it stays.
_swiftgrad_expression() {
  local text=${1#[\'\"]} close='' name
  [[ $1 == [\'\"]* ]] && close='('
  [[ $text =~ ^(.*[^A-Za-z0-9_])?([A-Za-z][A-Za-z0-9_]*)$ ]] || return
  local before=${BASH_REMATCH[1]} start=${BASH_REMATCH[2]}
  # Readline replaces only what stands behind the last of its word breaks.
  [[ $1 == [\'\"]* ]] || before=${before##*[$COMP_WORDBREAKS]}
  for name in $(compgen -W "$_swiftgrad_functions" -- "$start"); do
    COMPREPLY+=("$before$name$close")
  done
  compopt -o nospace
}

_swiftgrad_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_swiftgrad_files() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_swiftgrad() {
  local line=${COMP_LINE:0:COMP_POINT} word command i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }
  done
  # The word with all that bash would cut off: the rest behind the last blank outside of quotes.
  word=${COMP_WORDS[COMP_CWORD]}
  if [[ $word != [\'\"]* ]]; then word=${line##*[[:space:]]}; fi
  if [[ -z $command ]]; then
    _swiftgrad_words 'eval map repl explain check graph export functions plot help completions --help --version' "$word"
    return
  fi
  local before=${COMP_WORDS[COMP_CWORD - 1]}
  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
  case $command in
    eval)
      case $before in
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --unconnected-gradients) _swiftgrad_words 'none zero' "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --sigma-order) _swiftgrad_words '1 2' "${word##*=}"; return ;;
        --nonfinite) _swiftgrad_words 'string null error' "${word##*=}"; return ;;
        --transform) _swiftgrad_words 'jacobian hessian jvp vjp hvp laplacian divergence curl batch_jacobian diag_jacobian' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--args --kwargs --let --params --file -f --auto-unpack-single-arg --no-auto-unpack-single-arg --output-gradients --use-gradient-tape --has-aux --name --unconnected-gradients --dtype --sigma --cov --sigma-order --json --nonfinite --fail-on-nonfinite --transform --tangents --sparse --max-steps --max-memory --threads --timeout --time --repeat --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    map)
      case $before in
        --input) _swiftgrad_files "${word##*=}"; return ;;
        --output) _swiftgrad_files "${word##*=}"; return ;;
        --from) _swiftgrad_words 'ndjson json csv tsv npy npz' "${word##*=}"; return ;;
        --to) _swiftgrad_words 'ndjson json csv tsv npy' "${word##*=}"; return ;;
        --on-error) _swiftgrad_words 'report skip null stop' "${word##*=}"; return ;;
        --progress) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
        --nonfinite) _swiftgrad_words 'string null error' "${word##*=}"; return ;;
        --transform) _swiftgrad_words 'jacobian hessian jvp vjp hvp laplacian divergence curl batch_jacobian diag_jacobian' "${word##*=}"; return ;;
        --sigma-order) _swiftgrad_words '1 2' "${word##*=}"; return ;;
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --unconnected-gradients) _swiftgrad_words 'none zero' "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--input --output --from --to --columns --accept --wrt --keep --summary --on-error --resume --unbuffered --progress --quiet --nonfinite --fail-on-nonfinite --transform --tangents --sigma --cov --sigma-order --let --params --file -f --output-gradients --use-gradient-tape --has-aux --unconnected-gradients --dtype --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    repl)
      case $before in
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--keep-going --json --no-history --color --help -h' "$word" ;;
      esac ;;
    explain)
      case $before in
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --unconnected-gradients) _swiftgrad_words 'none zero' "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--args --kwargs --let --params --file -f --auto-unpack-single-arg --no-auto-unpack-single-arg --output-gradients --use-gradient-tape --has-aux --name --unconnected-gradients --dtype --forward --tangents --tree --dot --latex --json --all --ascii --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    check)
      case $before in
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --unconnected-gradients) _swiftgrad_words 'none zero' "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--args --kwargs --let --params --file -f --auto-unpack-single-arg --no-auto-unpack-single-arg --output-gradients --use-gradient-tape --has-aux --name --unconnected-gradients --dtype --tolerance --json --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    graph)
      case $before in
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --unconnected-gradients) _swiftgrad_words 'none zero' "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--args --kwargs --let --params --file -f --auto-unpack-single-arg --no-auto-unpack-single-arg --output-gradients --use-gradient-tape --has-aux --name --unconnected-gradients --dtype --dot --json --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    export)
      case $before in
        --to) _swiftgrad_words 'text latex c python swift sql' "${word##*=}"; return ;;
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--to --wrt --let --params --file -f --dtype --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    functions)
      case $word in
        -*) _swiftgrad_words '--search --accuracy --json --help -h' "$word" ;;
        *) _swiftgrad_words "$_swiftgrad_functions" "$word" ;;
      esac ;;
    plot)
      case $before in
        --svg) _swiftgrad_files "${word##*=}"; return ;;
        --png) _swiftgrad_files "${word##*=}"; return ;;
        --file | -f) _swiftgrad_files "${word##*=}"; return ;;
        --dtype) _swiftgrad_words 'float64 float32' "${word##*=}"; return ;;
        --color) _swiftgrad_words 'auto always never' "${word##*=}"; return ;;
      esac
      case $word in
        -*) _swiftgrad_words '--from --to --derivative --second-derivative --variable --ymin --ymax --width --height --plain --braille --svg --png --csv --let --json --file -f --dtype --max-steps --max-memory --threads --timeout --color --help -h' "$word" ;;
        *@*) _swiftgrad_files "${word##*@}" ;;
        *) _swiftgrad_expression "$word" ;;
      esac ;;
    help)
      case $word in
        -*) _swiftgrad_words '--man --help -h' "$word" ;;
        *) _swiftgrad_words "eval map repl explain check graph export functions plot help completions language json numbers $_swiftgrad_functions" "$word" ;;
      esac ;;
    completions)
      case $word in
        -*) _swiftgrad_words '--help -h' "$word" ;;
        *) _swiftgrad_words "bash zsh fish" "$word" ;;
      esac ;;
  esac
}

complete -F _swiftgrad swiftgrad
