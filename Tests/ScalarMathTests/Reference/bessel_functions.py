import mpmath
from mpmath import mp, mpf

from tables import table

J_ZEROS = (2.404825557695773, 5.520078110286311, 30.634606468431976, 3.8317059702075125,
           13.323691936314223)
Y_ZEROS = (0.8935769662791675, 3.957678419314858, 7.086051060301773, 2.197141326031017,
           5.429681040794135)


def ordered(function, order):
    return lambda x: function(order, x)


def scaled_first(order, x):
    return mpmath.besseli(order, x) * mpmath.exp(-abs(x))


def scaled_second(order, x):
    return mpmath.besselk(order, x) * mpmath.exp(x)


def spherical(function):
    return lambda n, x: mpmath.sqrt(mp.pi / (2 * x)) * function(n + mpf(1) / 2, x)


def oscillating(p, zeros):
    points = p.magnitudes(1e-9, 1e4, 25) + p.even(0, 60, 40) + p.magnitudes(1e-300, 1e-9, 6)
    for zero in zeros:
        points += p.around(zero, 3)
    for edge in (2, 25):
        points += p.around(edge, 1)
    return points + [1e5, 1e15 + 1, 1e300]


def monotone(p):
    points = p.magnitudes(1e-9, 700, 50) + p.even(0, 60, 30) + p.magnitudes(1e-300, 1e-9, 8)
    for edge in (1, 30):
        points += p.around(edge, 1)
    return points


for order in (0, 1):
    table(f"j{order}", ordered(mpmath.besselj, order), condition=True)(
        lambda p: p.signed(oscillating(p, J_ZEROS)))
    table(f"y{order}", ordered(mpmath.bessely, order), condition=True)(
        lambda p: oscillating(p, Y_ZEROS))
    table(f"i{order}", ordered(mpmath.besseli, order), condition=True)(
        lambda p: p.signed(monotone(p)) + [713.0, 713.9, 720.0])
    table(f"i{order}e", ordered(scaled_first, order), condition=True)(
        lambda p: p.signed(monotone(p)) + [1e4, 1e8])
    table(f"k{order}", ordered(mpmath.besselk, order), condition=True)(
        lambda p: monotone(p) + [741.0, 744.5, 760.0])


table("k0e", ordered(scaled_second, 0), condition=True)(lambda p: monotone(p) + [1e4, 1e8])


@table("k1e", ordered(scaled_second, 1), condition=True)
def _(p):
    return (p.magnitudes(1e-9, 8, 30) + p.magnitudes(100, 700, 10)
            + p.magnitudes(1e-300, 1e-9, 5) + [1e4, 1e8])


def orders(p):
    """Moderate ones, small and large arguments, and around the turning point."""
    points = p.pairs(p.even(0, 6, 20), p.even(0.01, 40, 20))
    points += p.pairs(p.magnitudes(1e-3, 60, 20), p.magnitudes(1e-3, 60, 20))
    points += p.pairs(p.even(0, 2, 6), p.magnitudes(1e-100, 1e-3, 6))
    for x in p.even(5, 80, 15):
        points.append((max(0.0, x + p.random.uniform(-4, 12) * x ** (1 / 3)), x))
    return points + p.pairs(p.even(-6, 0, 10), p.even(0.1, 40, 10))


for name, function in (("jv", mpmath.besselj), ("yv", mpmath.bessely), ("iv", mpmath.besseli),
                       ("ive", scaled_first)):
    table(name, function, condition=True)(orders)


def small_orders(p):
    points = p.pairs(p.even(0, 6, 15), p.even(0.01, 8, 15))
    points += p.pairs(p.magnitudes(1e-3, 30, 10), p.magnitudes(1e-3, 8, 10))
    return points + p.pairs(p.even(-6, 2, 5), p.magnitudes(1e-100, 1e-3, 5))


for name, function in (("kv", mpmath.besselk), ("kve", scaled_second)):
    table(name, function, condition=True)(small_orders)


def spherical_points(p):
    return [(float(p.random.randint(0, 9)), x)
            for x in p.magnitudes(1e-3, 100, 15) + p.even(0.1, 40, 15)]


for name, function in (("j", mpmath.besselj), ("y", mpmath.bessely), ("i", mpmath.besseli),
                       ("k", mpmath.besselk)):
    table(f"spherical{name.upper()}n", spherical(function), condition=True, fixed=(0,))(
        spherical_points)


def airy_points(p):
    points = p.even(-20, 12, 50) + p.signed(p.magnitudes(1e-9, 100, 20))
    for edge in (-10, 4.5, 10, -2.338107410459767, -1.173713222709127):
        points += p.around(edge, 1)
    return points + [0.0, 103.0, 104.2]


for n, suffix in ((0, ""), (1, "p")):
    table(f"airyAi{suffix}", lambda x, n=n: mpmath.airyai(x, derivative=n), condition=True)(
        airy_points)
    table(f"airyBi{suffix}", lambda x, n=n: mpmath.airybi(x, derivative=n), condition=True)(
        airy_points)


def struve_points(p):
    return p.signed(p.magnitudes(1e-9, 60, 15) + p.even(0, 45, 10))


for order in (0, 1):
    table(f"struveH{order}", ordered(mpmath.struveh, order), condition=True)(struve_points)
    table(f"struveL{order}", ordered(mpmath.struvel, order), condition=True)(struve_points)
