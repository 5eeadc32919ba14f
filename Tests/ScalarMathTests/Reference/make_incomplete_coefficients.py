import mpmath as mp
mp.mp.dps=60
def dd(x):
    h=float(x); l=float(x-mp.mpf(h)); return f"DoubleDouble({h.hex()}, {l.hex()})"
out=[]
out.append("// Written by Tests/ScalarMathTests/Reference/make_incomplete_coefficients.py.\n\nextension Coefficients {")
out.append("  /// `B(2j) / (2j)!` times `(2j - 2)!`, the coefficients of Stirling's series in double-double.")
out.append("  static let preciseStirling: [DoubleDouble] = [")
for j in range(1,19): out.append("    "+dd(mp.bernoulli(2*j)/(2*j*(2*j-1)))+",")
out.append("  ]\n\n  /// The reciprocals of 1, 3, 5, ...: the coefficients of the inverse hyperbolic tangent.")
out.append("  static let oddReciprocals: [DoubleDouble] = [")
for k in range(24): out.append("    "+dd(mp.mpf(1)/(2*k+1))+",")
N=40
out.append(f"  ]\n\n  /// The nodes of the Gauss-Legendre formula of {N} points on 0 ... 1.")
nodes=[]
for i in range(1,N+1):
    x=mp.cos(mp.pi*(i-mp.mpf(1)/4)/(N+mp.mpf(1)/2))
    for _ in range(12):
        p0,p1=mp.mpf(1),x
        for k in range(2,N+1): p0,p1=p1,((2*k-1)*x*p1-(k-1)*p0)/k
        dp=N*(x*p1-p0)/(x*x-1)
        x-=p1/dp
    nodes.append(((1-x)/2,1/((1-x*x)*dp*dp)))
assert abs(sum(w for _,w in nodes)-1)<mp.mpf(10)**-50
out.append(f"  static let legendreNodes: InlineArray<{N}, Double> = [")
out+= [f"    {float(x)!r}," for x,_ in nodes]
out.append("  ]\n\n  /// The weights that belong to the nodes.")
out.append(f"  static let legendreWeights: InlineArray<{N}, Double> = [")
out+= [f"    {float(w)!r}," for _,w in nodes]
out.append("  ]\n}\n")
import sys
open(sys.argv[1],"w").write("\n".join(out))
