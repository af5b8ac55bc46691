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

    // Our functions and those of the platform are each within one ulp, so they may differ by two.
    [Fact]
    public void The_logarithm_equals_that_of_the_platform_except_in_the_last_digit() =>
        Gen.OneOf(Gen.Double[double.Epsilon, 1], Gen.Double[0.5, 2], Gen.Double[1, double.MaxValue])
            .Sample(x => AssertWithinOneUlp(Math.Log(x), PortableMath.Log(x)), iter: 20_000);

    [Fact]
    public void The_exponential_equals_that_of_the_platform_except_in_the_last_digit() =>
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
    public void The_exponential_has_its_limits(double x, double expected) =>
        Assert.Equal(expected, PortableMath.Exp(x));

    [Fact]
    public void The_smallest_numbers_have_a_logarithm() =>
        AssertWithinOneUlp(-744.440071921381262, PortableMath.Log(double.Epsilon));

    // Forty digits of an arbitrary precision library, rounded.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-300, 1.000000000000000025059092e-300)]
    [InlineData(-1e-300, -1.000000000000000025059092e-300)]
    [InlineData(1e-20, 9.999999999999999451482715e-21)]
    [InlineData(2.5e-16, 2.4999999999999998817635e-16)]
    [InlineData(-2.5e-16, -2.5000000000000005067635e-16)]
    [InlineData(1e-10, 9.999999999500000364355306e-11)]
    [InlineData(-1e-10, -1.000000000050000036435531e-10)]
    [InlineData(0.001, 0.0009995003330835331876052847)]
    [InlineData(-0.001, -0.001000500333583533520980501)]
    [InlineData(0.1, 0.09531017980432486509042042)]
    [InlineData(-0.1, -0.1053605156578263073954067)]
    [InlineData(0.25, 0.2231435513142097557662951)]
    [InlineData(-0.25, -0.287682072451780927439219)]
    [InlineData(0.5, 0.4054651081081643819780131)]
    [InlineData(-0.5, -0.6931471805599453094172321)]
    [InlineData(-0.9, -2.302585092994045906062596)]
    [InlineData(-0.999999, -13.81551055793551843959215)]
    [InlineData(1, 0.6931471805599453094172321)]
    [InlineData(3, 1.386294361119890618834464)]
    [InlineData(1e10, 23.02585093004045684017491)]
    [InlineData(1e300, 690.7755278982137052579022)]
    public void The_logarithm_of_one_and_a_known_number_is_known(double x, double expected) =>
        AssertWithin(4, expected, PortableMath.Log1P(x));

    [Fact]
    public void The_logarithm_of_one_and_a_little_is_the_series_except_in_the_last_digits() =>
        Gen.Double[-1e-5, 1e-5].Sample(
            x => AssertWithin(4, x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4, PortableMath.Log1P(x)),
            iter: 20_000);

    [Fact]
    public void The_logarithm_of_one_and_a_little_inverts_the_exponential() =>
        Gen.Double[-2, 2].Sample(
            y => Assert.Equal(y, PortableMath.Log1P(PortableMath.Exp(y) - 1), 2e-15), iter: 20_000);

    [Theory]
    [InlineData(-1, double.NegativeInfinity)]
    [InlineData(-2, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void The_logarithm_of_one_and_more_has_its_limits(double x, double expected) =>
        Assert.Equal(expected, PortableMath.Log1P(x));

    private static void AssertWithin(int ulp, double expected, double actual) => Assert.InRange(
        BitConverter.DoubleToInt64Bits(actual) - BitConverter.DoubleToInt64Bits(expected), -ulp, ulp);

    private static void AssertWithinOneUlp(double expected, double actual) => Assert.InRange(
        BitConverter.DoubleToInt64Bits(actual),
        Math.Min(
            BitConverter.DoubleToInt64Bits(Math.BitDecrement(expected)),
            BitConverter.DoubleToInt64Bits(Math.BitIncrement(expected))),
        Math.Max(
            BitConverter.DoubleToInt64Bits(Math.BitDecrement(expected)),
            BitConverter.DoubleToInt64Bits(Math.BitIncrement(expected))));
}
