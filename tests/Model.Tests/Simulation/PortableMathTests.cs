using CsCheck;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class PortableMathTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.693147180559945309417232121458)]
    [InlineData(3, 1.098612288668109691395245236923)]
    [InlineData(10, 2.302585092994045684017991454684)]
    [InlineData(0.5, -0.693147180559945309417232121458)]
    [InlineData(1024, 6.931471805599453094172321214582)]
    public void The_logarithm_of_a_known_number_is_known(double x, double expected) =>
        AssertWithinOneUlp(expected, PortableMath.Log(x));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2.718281828459045235360287471353)]
    [InlineData(-1, 0.367879441171442321595523770161)]
    [InlineData(0.5, 1.648721270700128146848650787814)]
    [InlineData(10, 22026.465794806716516957900645284)]
    public void The_exponential_of_a_known_number_is_known(double x, double expected) =>
        AssertWithinOneUlp(expected, PortableMath.Exp(x));

    // The platform's functions are within one ulp themselves, so two of ours and theirs may lie between them.
    [Fact]
    public void The_logarithm_is_the_platforms_but_for_the_last_digit() =>
        Gen.OneOf(Gen.Double[double.Epsilon, 1], Gen.Double[0.5, 2], Gen.Double[1, double.MaxValue])
            .Sample(x => AssertWithinOneUlp(Math.Log(x), PortableMath.Log(x)), iter: 20_000);

    [Fact]
    public void The_exponential_is_the_platforms_but_for_the_last_digit() =>
        Gen.OneOf(Gen.Double[-1, 1], Gen.Double[-745, 709])
            .Sample(x => AssertWithinOneUlp(Math.Exp(x), PortableMath.Exp(x)), iter: 20_000);

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void The_logarithm_has_its_limits(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Theory]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NegativeInfinity, 0)]
    public void The_exponential_has_its_limits(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Fact]
    public void The_smallest_numbers_have_a_logarithm() =>
        AssertWithinOneUlp(-744.440071921381262, PortableMath.Log(double.Epsilon));

    private static void AssertWithinOneUlp(double expected, double actual) => Assert.InRange(
        BitConverter.DoubleToInt64Bits(actual),
        Math.Min(BitConverter.DoubleToInt64Bits(Math.BitDecrement(expected)), BitConverter.DoubleToInt64Bits(Math.BitIncrement(expected))),
        Math.Max(BitConverter.DoubleToInt64Bits(Math.BitDecrement(expected)), BitConverter.DoubleToInt64Bits(Math.BitIncrement(expected))));
}
