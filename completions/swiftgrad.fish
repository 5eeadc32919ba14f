# Made by 'swiftgrad completions'; see Sources/Console/Completions.

set -g __swiftgrad_functions abs acos acosh add agm airy_ai airy_aip airy_bi airy_bip all allclose any append arange argmax argmin argsort array array_equal array_split asin asinh atan atan2 atanh atleast_1d atleast_2d atleast_3d average batch_jacobian beta betainc betaincc betaincinv bincount binom boxcox boxcox1p broadcast_arrays broadcast_to cbrt ceil celu chdtr chdtrc chdtri checkpoint cholesky cholesky_solve clip column_stack concat cond condition_number convolve copysign corrcoef correlate cos cosdg cosh cosine_similarity cosm1 cospi cot cotdg coth count_nonzero cov cross csc csch cummax cummin cumprod cumsum cumulative_trapezoid curl custom_vjp dawsn deg2rad det diag diag_jacobian diagonal diff digamma digitize divergence divide divide_no_nan dot dstack eigh eigvalsh einsum ellipe ellipeinc ellipk ellipkinc ellipkm1 elu entr enumerate equal erf erfc erfcinv erfcx erfi erfinv eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_laguerre eval_legendre exp exp1 exp10 exp2 expand_dims expi expm expm1 expn exprel eye factorial flip fliplr flipud floor floor_divide fma fmax fmin fmod fold fori_loop fresnel_cos fresnel_sin full full_like gamma gammainc gammaincc gammainccinv gammaincinv gammasgn gather_nd gelu geomspace grad greater greater_equal hard_sigmoid hard_silu hard_tanh hardshrink heaviside hessian hstack huber hvp hyp0f1 hyp1f1 hypot i0 i0e i1 i1e interp inv inv_boxcox inv_boxcox1p isclose isfinite isinf isnan iv ive j0 j1 jacfwd jacobian jacrev jit jv jvp k0 k0e k1 k1e kl_div kron kv kve l2_normalize lambertw laplacian lbeta leaky_relu len lerp less less_equal lgamma linearize linspace log log10 log1mexp log1p log1pmx log2 log_cosh log_ndtr log_sigmoid log_softmax log_sub_exp logaddexp logaddexp2 logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logspace logsumexp lstsq map matmul matrix_norm matrix_power matrix_rank matrix_transpose matvec max maximum mean median meshgrid min minimum mish mod moveaxis multi_dot multigammaln multiply multiply_no_nan nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndim ndtr ndtri negative norm not_equal one_hot ones ones_like outer owens_t pad partial percentile pinv poch polyder polygamma polyint polyval positive pow prod pseudo_huber ptp qr quantile rad2deg range ravel reciprocal reduce_euclidean_norm rel_entr relu relu6 repeat reshape rgamma roll rot90 round rsqrt scan scatter searchsorted sec sech segment_mean segment_sum selu shape shichi shichi_chi shichi_shi sici sici_ci sici_si sigmoid sign signbit silu sin sinc sindg sinh sinpi size slogdet softmax softplus softshrink softsign solve solve_triangular sort spence spherical_bessel_j0 spherical_in spherical_jn spherical_kn spherical_yn split sqrt sqrt1pm1 square squared_difference squareplus squeeze stack std stop_gradient struve_h0 struve_h1 struve_l0 struve_l1 subtract sum svd svdvals swapaxes switch take take_along_axis tan tandg tanh tanhshrink tensordot threshold tile top_k trace transpose trapezoid tree_map tri triangular_solve trigamma tril triu trunc unstack value_and_batch_jacobian value_and_grad value_and_gradient value_and_hessian value_and_jacobian vander var vdot vecdot vector_norm vjp vmap vstack where while_loop wrightomega xdivy xlog1py xlogy y0 y1 yv zeros zeros_like zeta zetac zip

# Names of functions for the last word of an expression, files behind an @.
function __swiftgrad_expression
    set -l token (commandline -ct)
    string match -q -- '-*' $token; and return
    set -l text (string replace -r '^[\'"]' '' -- $token)
    if string match -q '*@*' -- $text
        set -l before (string replace -r '[^@]*$' '' -- $text)
        for path in (__fish_complete_path (string replace -r '.*@' '' -- $text))
            echo $before$path
        end
        return
    end
    set -l parts (string match -r '^(.*[^A-Za-z0-9_]|)([A-Za-z][A-Za-z0-9_]*)$' -- $text)
    or return
    for name in (string match -- "$parts[3]*" $__swiftgrad_functions)
        echo $parts[2]$name"("
    end
end

complete -c swiftgrad -f
complete -c swiftgrad -n __fish_use_subcommand -l help -d 'Show the help.'
complete -c swiftgrad -n __fish_use_subcommand -l version -d 'Show the version.'
complete -c swiftgrad -n __fish_use_subcommand -a eval -d 'The value of an expression, and its gradient by every argument.'
complete -c swiftgrad -n __fish_use_subcommand -a repl -d 'An interactive session, where names and functions live on.'
complete -c swiftgrad -n __fish_use_subcommand -a explain -d 'The chain rule step by step: values, derivatives, adjoints.'
complete -c swiftgrad -n __fish_use_subcommand -a graph -d 'The program of an expression, as recorded and as it runs.'
complete -c swiftgrad -n __fish_use_subcommand -a functions -d 'The functions of the language, or all that is known of one.'
complete -c swiftgrad -n __fish_use_subcommand -a plot -d 'Draws functions and their derivatives, in the terminal or as SVG or PNG.'
complete -c swiftgrad -n __fish_use_subcommand -a help -d 'What a command, a topic or a function is about.'
complete -c swiftgrad -n __fish_use_subcommand -a completions -d 'The completions of a shell, as a script for it.'

complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l args -x -a '(__swiftgrad_expression)' -d 'The positional arguments, as an array.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l kwargs -x -a '(__swiftgrad_expression)' -d 'The named arguments, as an object.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l let -x -a '(__swiftgrad_expression)' -d 'A captured value; it is differentiated by only where an ARG names it.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l params -x -a '(__swiftgrad_expression)' -d 'The parameters of a body in their order, x,y; else that of first appearance.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l file -s f -r -F -d 'Read EXPR from a file; - is standard input.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l auto-unpack-single-arg -d 'Unpack a single list into arguments (the default).'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l no-auto-unpack-single-arg -d 'Pass a single list as one argument.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l output-gradients -x -a '(__swiftgrad_expression)' -d 'Weights of the parts of y, in its structure and shapes: a vector-Jacobian product.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l use-gradient-tape -d 'Record a tape while the function runs, so that values decide control flow.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l has-aux -d 'The function returns (y, aux); aux is not differentiated.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l name -x -a '(__swiftgrad_expression)' -d 'A prefix for every recorded operation.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l unconnected-gradients -x -a 'none zero' -d 'What stands for the gradient by an argument that y does not depend on.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l dtype -x -a 'float64 float32' -d 'The type of every number.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l json -d 'The result as one line of JSON; so are errors, on standard error.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l nonfinite -x -a 'string null error' -d 'How JSON spells NaN and the infinities, which it has no numbers for.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l fail-on-nonfinite -d 'Exit with status 1 if a result is NaN or infinite.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l transform -x -a 'jacobian hessian jvp vjp hvp laplacian divergence curl batch_jacobian diag_jacobian' -d 'What else is wanted; may be given several times. Each result has its own key. One of jacobian, hessian, jvp, vjp, hvp, laplacian, divergence, curl, batch_jacobian, diag_jacobian.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l tangents -x -a '(__swiftgrad_expression)' -d 'The directions of jvp and hvp, in the structure of the gradients.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l sparse -d 'Jacobians and Hessians as triplets (rows, columns, values), without fixed zeros.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l max-steps -x -a '(__swiftgrad_expression)' -d 'How many steps loops and calls may take in all (1e8 unless said otherwise).'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l max-memory -x -a '(__swiftgrad_expression)' -d 'How much memory may be used, as 500M or 2G (else three quarters of what there is).'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l threads -x -a '(__swiftgrad_expression)' -d 'How many threads work on large arrays (as many as there are processors).'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l timeout -x -a '(__swiftgrad_expression)' -d 'How long the calculation may take.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l time -d 'Show where the time went, in seconds.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l repeat -x -a '(__swiftgrad_expression)' -d 'Run the compiled program N times; report the median.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l color -x -a 'auto always never' -d 'Colours: auto is on a terminal without NO_COLOR.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from eval' -a '(__swiftgrad_expression)'

complete -c swiftgrad -n '__fish_seen_subcommand_from repl' -l keep-going -d 'Go on behind an error; the exit status says 1 at the end.'
complete -c swiftgrad -n '__fish_seen_subcommand_from repl' -l json -d 'Results as lines of JSON; so are errors, on standard error.'
complete -c swiftgrad -n '__fish_seen_subcommand_from repl' -l no-history -d 'Neither read nor write the history of earlier sessions.'
complete -c swiftgrad -n '__fish_seen_subcommand_from repl' -l color -x -a 'auto always never' -d 'Colours: auto is on a terminal without NO_COLOR.'
complete -c swiftgrad -n '__fish_seen_subcommand_from repl' -l help -s h -d 'Show this help.'

complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l args -x -a '(__swiftgrad_expression)' -d 'The positional arguments, as an array.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l kwargs -x -a '(__swiftgrad_expression)' -d 'The named arguments, as an object.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l let -x -a '(__swiftgrad_expression)' -d 'A captured value; it is differentiated by only where an ARG names it.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l params -x -a '(__swiftgrad_expression)' -d 'The parameters of a body in their order, x,y; else that of first appearance.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l file -s f -r -F -d 'Read EXPR from a file; - is standard input.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l auto-unpack-single-arg -d 'Unpack a single list into arguments (the default).'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l no-auto-unpack-single-arg -d 'Pass a single list as one argument.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l output-gradients -x -a '(__swiftgrad_expression)' -d 'Weights of the parts of y, in its structure and shapes: a vector-Jacobian product.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l use-gradient-tape -d 'Record a tape while the function runs, so that values decide control flow.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l has-aux -d 'The function returns (y, aux); aux is not differentiated.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l name -x -a '(__swiftgrad_expression)' -d 'A prefix for every recorded operation.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l unconnected-gradients -x -a 'none zero' -d 'What stands for the gradient by an argument that y does not depend on.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l dtype -x -a 'float64 float32' -d 'The type of every number.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l forward -d 'Forward mode: tangents, one direction for each argument.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l tangents -x -a '(__swiftgrad_expression)' -d 'The one direction of forward mode, in the structure of the gradients.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l tree -d 'As a tree, each step over what it reads.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l dot -d 'As a graph for Graphviz.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l latex -d 'As a fragment of LaTeX, for the package amsmath.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l json -d 'As one line of JSON; so are errors, on standard error.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l all -d 'Every step, however many there are.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l ascii -d 'Only ASCII, as on terminals without UTF-8.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l max-steps -x -a '(__swiftgrad_expression)' -d 'How many steps loops and calls may take in all (1e8 unless said otherwise).'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l max-memory -x -a '(__swiftgrad_expression)' -d 'How much memory may be used, as 500M or 2G (else three quarters of what there is).'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l threads -x -a '(__swiftgrad_expression)' -d 'How many threads work on large arrays (as many as there are processors).'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l timeout -x -a '(__swiftgrad_expression)' -d 'How long the calculation may take.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l color -x -a 'auto always never' -d 'Colours: auto is on a terminal without NO_COLOR.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from explain' -a '(__swiftgrad_expression)'

complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l args -x -a '(__swiftgrad_expression)' -d 'The positional arguments, as an array.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l kwargs -x -a '(__swiftgrad_expression)' -d 'The named arguments, as an object.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l let -x -a '(__swiftgrad_expression)' -d 'A captured value; it is differentiated by only where an ARG names it.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l params -x -a '(__swiftgrad_expression)' -d 'The parameters of a body in their order, x,y; else that of first appearance.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l file -s f -r -F -d 'Read EXPR from a file; - is standard input.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l auto-unpack-single-arg -d 'Unpack a single list into arguments (the default).'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l no-auto-unpack-single-arg -d 'Pass a single list as one argument.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l output-gradients -x -a '(__swiftgrad_expression)' -d 'Weights of the parts of y, in its structure and shapes: a vector-Jacobian product.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l use-gradient-tape -d 'Record a tape while the function runs, so that values decide control flow.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l has-aux -d 'The function returns (y, aux); aux is not differentiated.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l name -x -a '(__swiftgrad_expression)' -d 'A prefix for every recorded operation.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l unconnected-gradients -x -a 'none zero' -d 'What stands for the gradient by an argument that y does not depend on.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l dtype -x -a 'float64 float32' -d 'The type of every number.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l dot -d 'The optimised program as a graph for Graphviz.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l json -d 'As one line of JSON; so are errors, on standard error.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l max-steps -x -a '(__swiftgrad_expression)' -d 'How many steps loops and calls may take in all (1e8 unless said otherwise).'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l max-memory -x -a '(__swiftgrad_expression)' -d 'How much memory may be used, as 500M or 2G (else three quarters of what there is).'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l threads -x -a '(__swiftgrad_expression)' -d 'How many threads work on large arrays (as many as there are processors).'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l timeout -x -a '(__swiftgrad_expression)' -d 'How long the calculation may take.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l color -x -a 'auto always never' -d 'Colours: auto is on a terminal without NO_COLOR.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from graph' -a '(__swiftgrad_expression)'

complete -c swiftgrad -n '__fish_seen_subcommand_from functions' -l search -x -a '(__swiftgrad_expression)' -d 'Those that have to do with a word, even if it is a name.'
complete -c swiftgrad -n '__fish_seen_subcommand_from functions' -l accuracy -d 'The worst error of each function against 50 digits.'
complete -c swiftgrad -n '__fish_seen_subcommand_from functions' -l json -d 'As one line of JSON.'
complete -c swiftgrad -n '__fish_seen_subcommand_from functions' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from functions' -a '$__swiftgrad_functions'

complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l from -x -a '(__swiftgrad_expression)' -d 'Where the axis begins.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l to -x -a '(__swiftgrad_expression)' -d 'Where the axis ends.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l derivative -d 'Show the derivatives as well.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l second-derivative -d 'Show the second derivatives as well.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l variable -x -a '(__swiftgrad_expression)' -d 'The name along the axis, if several have no value.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l ymin -x -a '(__swiftgrad_expression)' -d 'The value at the bottom of the functions\' picture.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l ymax -x -a '(__swiftgrad_expression)' -d 'The value at its top.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l width -x -a '(__swiftgrad_expression)' -d 'How wide the picture is, in columns, or in pixels for SVG and PNG.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l height -x -a '(__swiftgrad_expression)' -d 'How high it is, in lines or pixels.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l plain -d 'ASCII only, as on a terminal whose locale is not UTF-8.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l braille -d 'Braille patterns, whatever the locale is.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l svg -r -F -d 'Write an SVG picture; - is standard output.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l png -r -F -d 'Write a PNG picture; - is standard output.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l csv -d 'The points as a table on standard output.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l let -x -a '(__swiftgrad_expression)' -d 'A value for a name, as NAME=VALUE alone.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l json -d 'The points as one line of JSON; so are errors, on standard error.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l file -s f -r -F -d 'Read EXPR from a file; - is standard input.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l dtype -x -a 'float64 float32' -d 'The type of every number.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l max-steps -x -a '(__swiftgrad_expression)' -d 'How many steps loops and calls may take in all (1e8 unless said otherwise).'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l max-memory -x -a '(__swiftgrad_expression)' -d 'How much memory may be used, as 500M or 2G (else three quarters of what there is).'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l threads -x -a '(__swiftgrad_expression)' -d 'How many threads work on large arrays (as many as there are processors).'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l timeout -x -a '(__swiftgrad_expression)' -d 'How long the calculation may take.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l color -x -a 'auto always never' -d 'Colours: auto is on a terminal without NO_COLOR.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from plot' -a '(__swiftgrad_expression)'

complete -c swiftgrad -n '__fish_seen_subcommand_from help' -l man -d 'The page of a command or topic as a manual page, for man(1).'
complete -c swiftgrad -n '__fish_seen_subcommand_from help' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from help' -a 'eval repl explain graph functions plot help completions language json numbers $__swiftgrad_functions'

complete -c swiftgrad -n '__fish_seen_subcommand_from completions' -l help -s h -d 'Show this help.'
complete -c swiftgrad -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'
