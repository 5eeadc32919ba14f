// Written by Tests/ScalarMathTests/Reference/make_bessel_coefficients.py.

extension Coefficients {
  /// The power series of `1 / gamma(1 + z)`, which 30 terms give to 106 bits up to |z| = 1/2.
  static let reciprocalGamma: [DoubleDouble] = [
    DoubleDouble(0x1.0000000000000p+0, 0x0.0p+0),
    DoubleDouble(0x1.2788cfc6fb619p-1, -0x1.6cb90701fbfabp-58),
    DoubleDouble(-0x1.4fcf4026afa2ep-1, 0x1.8a3db7a90c42ap-56),
    DoubleDouble(-0x1.5815e8fa27048p-5, 0x1.b85ea59bc3638p-60),
    DoubleDouble(0x1.5512320b43fbep-3, 0x1.77e9bfd84d0f8p-57),
    DoubleDouble(-0x1.59af103c34092p-5, -0x1.ef8da0241c465p-59),
    DoubleDouble(-0x1.3b4af28483e21p-7, -0x1.38dbcf40c139bp-61),
    DoubleDouble(0x1.d919c527f60b2p-8, -0x1.a91714b11611fp-62),
    DoubleDouble(-0x1.317112ce3a2a8p-10, 0x1.0b48922be53b9p-64),
    DoubleDouble(-0x1.c364fe6f1563dp-13, 0x1.6707f71f86f2ep-69),
    DoubleDouble(0x1.0c8a78cd9f9d2p-13, -0x1.6193e5e682992p-67),
    DoubleDouble(-0x1.51ce8af47eabep-16, 0x1.26de8c501cb48p-75),
    DoubleDouble(-0x1.4fad41fc34fbbp-20, -0x1.01776ab160dc8p-75),
    DoubleDouble(0x1.302509dbc0de3p-20, -0x1.bf09003481b1ap-75),
    DoubleDouble(-0x1.b9986666c225dp-23, -0x1.d12e45de59d01p-79),
    DoubleDouble(0x1.a44b7ba22d629p-28, -0x1.4d6f19c81365fp-82),
    DoubleDouble(0x1.57bc3fc384334p-28, -0x1.30a82205f48c5p-86),
    DoubleDouble(-0x1.44b4cedca388fp-30, -0x1.f1c4c0ce1c9c5p-84),
    DoubleDouble(0x1.cae7675c18607p-34, -0x1.d04082c7c66aap-89),
    DoubleDouble(0x1.11d065bfaf067p-37, 0x1.16b58cf85bbf4p-91),
    DoubleDouble(-0x1.0423bac8ca3fbp-38, 0x1.56e661d0c83b0p-92),
    DoubleDouble(0x1.1f20151323cd0p-41, 0x1.c8f6862a8bddcp-96),
    DoubleDouble(-0x1.72cb88ea5ae6ep-46, -0x1.de95486d20bfdp-100),
    DoubleDouble(-0x1.815f72a05f16fp-48, -0x1.a4cb318673048p-103),
    DoubleDouble(0x1.6198491a83bcdp-50, -0x1.07669bbb14734p-104),
    DoubleDouble(-0x1.10613dde57a89p-53, 0x1.0ac528c8febccp-107),
    DoubleDouble(0x1.5e3fee81de0eap-60, -0x1.bf04525509a98p-115),
    DoubleDouble(0x1.a0dc770fb8a4ap-60, -0x1.92dc0de693e1ep-114),
    DoubleDouble(-0x1.0f635344a29eap-62, 0x1.c5c86e6ee7520p-120),
    DoubleDouble(0x1.43d79a4b90ce8p-66, 0x1.1cc98752f9af2p-124),
  ]

  /// `Ai(0)`.
  static let airyAtZero = DoubleDouble(0x1.6b8c7962715b8p-2, 0x1.7a96d7bb04e65p-56)

  /// `Ai'(0)`.
  static let airySlopeAtZero = DoubleDouble(-0x1.0907f42b70f8bp-2, 0x1.d1459035afde2p-56)

  /// `Bi(0)`.
  static let airyBiAtZero = DoubleDouble(0x1.3ad7a9b4a3ea9p-1, 0x1.d5765b40267bdp-55)

  /// `Bi'(0)`.
  static let airyBiSlopeAtZero = DoubleDouble(0x1.cb0c1a680c8a1p-2, -0x1.d3de8103b7766p-56)
}
