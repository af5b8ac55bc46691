namespace RsrActors.Charts.Drawing;

/// <summary>Places for the labels of points, each beside its point, where no other label or point is.</summary>
/// <param name="arms">Lines that a label covers only if there is no other place.</param>
internal sealed class FreePlaces(
    PlotArea plot, IReadOnlyList<(double X, double Y)> points,
    IReadOnlyList<(double Left, double Top, double Right, double Bottom)> arms)
{
    private const double Radius = 6;
    private const double Height = 12;
    private static readonly double[] Distances = [8, 16, 26, 40];

    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken =
        [.. points.Select(point => (point.X - Radius, point.Y - Radius, point.X + Radius, point.Y + Radius))];

    /// <summary>The left end of the base line of a label. Where no place is free, it is the first one.</summary>
    public (double X, double Y) Take((double X, double Y) point, double width)
    {
        var places = Distances.SelectMany(distance => Around(point, width, distance)).ToArray();
        var free = places.Where(IsFree).ToArray();
        var place = free.FirstOrDefault(one => arms.All(arm => !Overlap(one, arm)), free.FirstOrDefault(places[0]));
        _taken.Add(place);
        return (place.Left, place.Bottom - 2);
    }

    /// <summary>Corners first: a cross has its arms in the other directions.</summary>
    private static IEnumerable<(double Left, double Top, double Right, double Bottom)> Around(
        (double X, double Y) point, double width, double distance)
    {
        var (right, left) = (point.X + distance, point.X - distance - width);
        var (above, below) = (point.Y - distance / 2 - Height, point.Y + distance / 2);
        (double X, double Y)[] corners =
        [
            (right, above), (left, above), (right, below), (left, below),
            (point.X - width / 2, above - distance / 2), (point.X - width / 2, below + distance / 2),
        ];
        return corners.Select(corner => (corner.X, corner.Y, corner.X + width, corner.Y + Height));
    }

    private bool IsFree((double Left, double Top, double Right, double Bottom) place) =>
        place.Left >= plot.Left && place.Right <= plot.Right + 12 && place.Top >= plot.Top - 4
        && place.Bottom <= plot.Bottom
        && _taken.TrueForAll(other => !Overlap(place, other));

    private static bool Overlap(
        (double Left, double Top, double Right, double Bottom) one,
        (double Left, double Top, double Right, double Bottom) other) =>
        one.Right >= other.Left && one.Left <= other.Right && one.Bottom >= other.Top && one.Top <= other.Bottom;
}
