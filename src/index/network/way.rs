//! A way over the network.

use geo::{Coord, LineString};

use super::{Cost, Edge, Graph};

/// A part of an edge, driven in its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which edge.
    pub edge: Edge,
    /// Millimetres from the start of the edge to where the step begins …
    pub from: u32,
    /// … and to where it ends.
    pub to: u32,
}

impl Step {
    /// Its length in millimetres.
    pub fn length(&self) -> u32 {
        self.to - self.from
    }
}

/// Steps in the order in which they are driven; none when one is there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The steps, none of length 0.
    pub steps: Vec<Step>,
}

impl Way {
    /// What it costs: millimetres or milliseconds.
    pub fn cost(&self, graph: &Graph, cost: Cost) -> u32 {
        self.steps.iter().map(|step| step_cost(graph, *step, cost)).fold(0, u32::saturating_add)
    }

    /// The line it follows, degrees; fewer than two points when it has no length.
    pub fn line(&self, graph: &Graph) -> LineString<f64> {
        let mut line: Vec<Coord<f64>> = vec![];
        for step in &self.steps {
            for vertex in step_line(graph, *step) {
                if line.last() != Some(&vertex) {
                    line.push(vertex);
                }
            }
        }
        LineString(line)
    }
}

/// What a part of an edge costs.
pub(super) fn step_cost(graph: &Graph, step: Step, cost: Cost) -> u32 {
    graph.cost(step.edge, step.length(), cost)
}

/// The line of a part of an edge, in the direction in which it is driven, degrees.
fn step_line(graph: &Graph, step: Step) -> Vec<Coord<f64>> {
    let piece = step.edge / 2;
    let length = graph.pieces()[piece as usize].length;
    let backwards = step.edge & 1 == 1;
    let (from, to) = if backwards { (length - step.to, length - step.from) } else { (step.from, step.to) };
    let mut line = vec![point_at(graph, piece, from)];
    line.extend(graph.line(piece).filter(|(_, along)| (from + 1..to).contains(along)).map(|(vertex, _)| vertex));
    line.push(point_at(graph, piece, to));
    if backwards {
        line.reverse();
    }
    line
}

/// The position so many millimetres from the start of a piece, on the line as it is drawn.
pub(super) fn point_at(graph: &Graph, piece: u32, at: u32) -> Coord<f64> {
    let mut before = None;
    for (vertex, along) in graph.line(piece) {
        if along >= at {
            let Some((last, last_along)) = before.filter(|_| along > at) else { return vertex };
            let share = f64::from(at - last_along) / f64::from(along - last_along);
            let (last, vertex): (Coord<f64>, Coord<f64>) = (last, vertex);
            return last + (vertex - last) * share;
        }
        before = Some((vertex, along));
    }
    before.map_or(Coord { x: 0.0, y: 0.0 }, |(vertex, _)| vertex)
}
