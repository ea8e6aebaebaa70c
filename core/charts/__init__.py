"""SVG charts for web pages and documents. Create a chart dataclass, then call its method `svg()`."""

from core.charts.bars import BarChart, ProgressChart, Series, StackedChart
from core.charts.matrix import Cell, Matrix, MatrixRow, Verdict
from core.charts.svg import Tone
from core.charts.timeline import Dot, Lane, Timeline
from core.charts.trend import LineChart, Sparkline

__all__ = [
    "BarChart",
    "Cell",
    "Dot",
    "Lane",
    "LineChart",
    "Matrix",
    "MatrixRow",
    "ProgressChart",
    "Series",
    "Sparkline",
    "StackedChart",
    "Timeline",
    "Tone",
    "Verdict",
]
