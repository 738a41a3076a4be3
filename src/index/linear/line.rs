//! The line of a section: its runs with chainage.

use geo::{Coord, Geometry};

use super::chain::Drawn;
use super::order::{MEETS_M, Ordered, Walk, apart, ordered};
use super::posts::{Chainage, Knot, agreeing};
use crate::index::network::crs_of;
use crate::index::{Base, View};
use crate::model::{DataClass, Date, GeometryAccuracy, Id, KmPost, MetricFrame, RoadLink, RoadStructure};

/// A post farther from the centreline than this stands on another road, metres.
const POSTS_WITHIN_M: f64 = 100.0;

/// The centreline of a section as one line with chainage.
#[derive(Clone, Debug)]
pub struct SectionLine {
    pub(super) section: Id,
    pub(super) frame: MetricFrame,
    /// In order of growing chainage.
    pub(super) runs: Vec<Run>,
    pub(super) links: Vec<LinkFacts>,
    pub(super) chainage: Chainage,
    posts: Vec<Post>,
    posts_refused: Vec<Id>,
    forks: Vec<u32>,
}

/// Links that meet, metres.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub vertices: Vec<Vertex>,
    /// Boxes around successive segments, so that most need not be measured.
    pub blocks: Vec<Block>,
}

/// Successive segments of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Its first segment; its last is before the first of the next block.
    pub first: usize,
    pub min: Coord<f64>,
    pub max: Coord<f64>,
}

/// Segments of a block.
pub(super) const BLOCK: usize = 32;

/// A vertex of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    /// On the grid.
    pub at: Coord<f64>,
    /// Metres from the start of the line, gaps counted straight.
    pub along: f64,
    /// Which of the line's links the segment that begins here belongs to.
    pub link: usize,
}

/// What is kept of a link.
#[derive(Clone, Debug)]
pub(super) struct LinkFacts {
    /// Its position among the links of the base.
    pub record: u32,
    pub accuracy: GeometryAccuracy,
    pub data_class: DataClass,
    pub structure: Option<RoadStructure>,
    /// Whether chainage grows against the way it is drawn.
    pub against: bool,
}

/// A stretch of the line without a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunSpan {
    /// Its first chainage, metres.
    pub from_m: f64,
    /// Its last chainage, metres.
    pub to_m: f64,
}

/// A link on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkSpan {
    /// Its position among the links of the base.
    pub record: u32,
    /// Where it begins, metres.
    pub from_m: f64,
    /// Where it ends, metres.
    pub to_m: f64,
    /// What carries it.
    pub structure: Option<RoadStructure>,
    /// Whether chainage grows against the way it is drawn.
    pub against: bool,
}

/// A Km post the chainage is told by.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its record.
    pub id: Id,
    /// What it says, metres.
    pub chainage_m: f64,
    /// Whether its place was surveyed.
    pub surveyed: bool,
}

impl SectionLine {
    /// The line of a section on the asked day; `None` when nobody drew a link of it.
    pub fn of(view: &View, section: &Id) -> Option<SectionLine> {
        SectionLine::on(view.snapshot.base(), section, view.as_of)
    }

    fn on(base: &Base, section: &Id, day: Date) -> Option<SectionLine> {
        let frame = MetricFrame::new(crs_of(base));
        let links = links_of(base, section, day);
        let drawn: Vec<Drawn> = links.iter().filter_map(|(at, link)| draw(*at, link, &frame)).collect();
        let Ordered { walks, forks } = ordered(&drawn);
        if walks.is_empty() {
            return None;
        }
        let facts = |at: usize| links.iter().find(|(record, _)| *record == drawn[at].link).map(|(_, link)| *link);
        let mut line = SectionLine {
            section: section.clone(),
            frame,
            runs: vec![],
            links: vec![],
            chainage: Chainage::FromStart(start_of(base, section, day)),
            posts: vec![],
            posts_refused: vec![],
            forks: forks.iter().map(|at| drawn[*at].link).collect(),
        };
        line.lay(walks.clone(), &drawn, &facts);
        let posts = posts_of(base, section, day);
        let (knots, off) = line.posts_on_line(&posts);
        let agreed = agreeing(knots.clone(), line.length_with_gaps());
        let falls = agreed.as_ref().map_or_else(|| drawn_against(&walks, &drawn), |agreed| agreed.falls);
        if falls {
            line.lay(walks.into_iter().rev().map(Walk::turned).collect(), &drawn, &facts);
        }
        let used: Vec<Knot> = agreed.map(|agreed| agreed.knots).unwrap_or_default();
        let refused = knots.iter().filter(|knot| !used.iter().any(|one| one.post == knot.post)).map(|knot| knot.post);
        line.posts_refused = refused.chain(off).map(|at| posts[at].0.clone()).collect();
        line.posts = used.iter().map(|knot| post(&posts[knot.post], knot)).collect();
        if !used.is_empty() {
            line.chainage = Chainage::Posts(used);
        }
        Some(line)
    }

    /// Lays runs one after the other.
    fn lay<'b>(&mut self, walks: Vec<Walk>, drawn: &[Drawn], facts: &impl Fn(usize) -> Option<&'b RoadLink>) {
        (self.runs, self.links) = (vec![], vec![]);
        let mut along = 0.0;
        for walk in walks {
            let end = self.runs.last().and_then(|run: &Run| run.vertices.last()).map(|vertex| vertex.at);
            let gap = end.map(|end| apart(end, walk.start()));
            along += gap.unwrap_or(0.0);
            let mut link_of = vec![0; drawn.len()];
            for step in &walk.steps {
                let Some(link) = facts(step.drawn) else { continue };
                link_of[step.drawn] = self.links.len();
                self.links.push(LinkFacts {
                    record: drawn[step.drawn].link,
                    accuracy: link.geometry_accuracy,
                    data_class: link.data_class,
                    structure: link.structure,
                    against: step.against,
                });
            }
            let mut vertices: Vec<Vertex> = vec![];
            for (at, link) in &walk.vertices {
                along += vertices.last().map_or(0.0, |last| apart(last.at, *at));
                vertices.push(Vertex { at: *at, along, link: link_of[*link] });
            }
            match self.runs.last_mut() {
                // Ends that touch are one run, though no node says so.
                Some(run) if gap.is_some_and(|gap| gap < MEETS_M) => run.vertices.extend(vertices),
                _ => self.runs.push(Run { vertices, blocks: vec![] }),
            }
        }
        self.runs.iter_mut().for_each(Run::box_up);
    }

    /// Posts put onto the line, and those that stand elsewhere.
    fn posts_on_line(&self, posts: &[(&Id, &KmPost)]) -> (Vec<Knot>, Vec<usize>) {
        let (mut knots, mut off) = (vec![], vec![]);
        for (at, (_, post)) in posts.iter().enumerate() {
            let foot = position_of(post).and_then(|position| self.foot(self.on_grid(position)));
            match foot.filter(|foot| foot.distance <= POSTS_WITHIN_M) {
                Some(foot) => {
                    let chainage = post.chainage.get();
                    knots.push(Knot { along: foot.along, chainage, surveyed: is_surveyed(post), post: at });
                }
                None => off.push(at),
            }
        }
        (knots, off)
    }

    /// A position in degrees on the line's grid.
    pub(super) fn on_grid(&self, position: Coord<f64>) -> Coord<f64> {
        self.frame.to_metric(&geo::Point(position)).0.0
    }

    /// The section.
    pub fn section(&self) -> &Id {
        &self.section
    }

    /// The frame it is measured in.
    pub fn frame(&self) -> &MetricFrame {
        &self.frame
    }

    /// First and last chainage, metres.
    pub fn span(&self) -> (f64, f64) {
        (self.chainage.of(0.0), self.chainage.of(self.length_with_gaps()))
    }

    fn length_with_gaps(&self) -> f64 {
        self.runs.last().and_then(|run| run.vertices.last()).map_or(0.0, |vertex| vertex.along)
    }

    /// Length of what is drawn, metres; gaps do not count.
    pub fn length_m(&self) -> f64 {
        self.runs.iter().map(Run::length).sum()
    }

    /// Stretches without a gap, in order.
    pub fn runs(&self) -> Vec<RunSpan> {
        let span = |run: &Run| Some((run.vertices.first()?.along, run.vertices.last()?.along));
        let spans = self.runs.iter().filter_map(span);
        spans.map(|(from, to)| RunSpan { from_m: self.chainage.of(from), to_m: self.chainage.of(to) }).collect()
    }

    /// The posts its chainage is told by, in order; none when there are not two that agree.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// Posts that stand away from the line or contradict the others.
    pub fn posts_refused(&self) -> &[Id] {
        &self.posts_refused
    }

    /// Positions among the links of the base of links that lie beside the line: branches, other carriageways.
    pub fn forks(&self) -> &[u32] {
        &self.forks
    }

    /// Links in order of growing chainage.
    pub fn links(&self) -> Vec<LinkSpan> {
        let mut spans: Vec<LinkSpan> = vec![];
        for pair in self.runs.iter().flat_map(|run| run.vertices.windows(2)) {
            let facts = &self.links[pair[0].link];
            let (from_m, to_m) = (self.chainage.of(pair[0].along), self.chainage.of(pair[1].along));
            match spans.last_mut().filter(|span| span.record == facts.record) {
                Some(span) => span.to_m = to_m,
                None => spans.push(LinkSpan {
                    record: facts.record,
                    from_m,
                    to_m,
                    structure: facts.structure,
                    against: facts.against,
                }),
            }
        }
        spans
    }
}

impl Run {
    fn box_up(&mut self) {
        let starts = (0..self.vertices.len().saturating_sub(1)).step_by(BLOCK);
        self.blocks = starts
            .map(|first| {
                let last = (first + BLOCK).min(self.vertices.len() - 1);
                let here = self.vertices[first].at;
                let corners = self.vertices[first..=last].iter().fold((here, here), |(min, max), vertex| {
                    let (x, y) = (vertex.at.x, vertex.at.y);
                    (Coord { x: min.x.min(x), y: min.y.min(y) }, Coord { x: max.x.max(x), y: max.y.max(y) })
                });
                Block { first, min: corners.0, max: corners.1 }
            })
            .collect();
    }

    pub fn length(&self) -> f64 {
        match (self.vertices.first(), self.vertices.last()) {
            (Some(first), Some(last)) => last.along - first.along,
            _ => 0.0,
        }
    }
}

fn links_of<'b>(base: &'b Base, section: &Id, day: Date) -> Vec<(u32, &'b RoadLink)> {
    let positions = base.links_of_section.get(section).map(Vec::as_slice).unwrap_or_default();
    let on_that_day = |at: &u32| Some((*at, base.road_links.records[*at as usize].timeline.at(day)?));
    // A link may have belonged to another section on another day.
    positions.iter().filter_map(on_that_day).filter(|(_, link)| link.section == *section).collect()
}

fn draw<'b>(at: u32, link: &'b RoadLink, frame: &MetricFrame) -> Option<Drawn<'b>> {
    let Geometry::LineString(line) = link.geometry.get() else { return None };
    let mut line = frame.to_metric(line).0.0;
    line.dedup();
    let length = line.windows(2).map(|pair| apart(pair[0], pair[1])).sum();
    (line.len() >= 2).then_some(Drawn { link: at, ends: (&link.from_node, &link.to_node), line, length })
}

/// Whether more of the line is drawn against it than along it; when as much, the first link decides.
fn drawn_against(walks: &[Walk], drawn: &[Drawn]) -> bool {
    let steps = || walks.iter().flat_map(|walk| &walk.steps);
    let signed = |against: bool, length: f64| if against { -length } else { length };
    let along: f64 = steps().map(|step| signed(step.against, drawn[step.drawn].length)).sum();
    if along.abs() > 1e-6 {
        return along < 0.0;
    }
    steps().min_by_key(|step| step.drawn).is_some_and(|step| step.against)
}

fn start_of(base: &Base, section: &Id, day: Date) -> f64 {
    let section = base.road_sections.find(section.as_str()).and_then(|record| record.timeline.at(day));
    section.and_then(|section| section.start_chainage).map_or(0.0, |start| start.get())
}

fn posts_of<'b>(base: &'b Base, section: &Id, day: Date) -> Vec<(&'b Id, &'b KmPost)> {
    let posts = base.km_posts.records.iter().filter_map(|record| Some((&record.id, record.timeline.at(day)?)));
    posts.filter(|(_, post)| post.section == *section).collect()
}

fn position_of(post: &KmPost) -> Option<Coord<f64>> {
    match post.geometry.get() {
        Geometry::Point(point) => Some(point.0),
        _ => None,
    }
}

fn is_surveyed(post: &KmPost) -> bool {
    post.geometry_accuracy == GeometryAccuracy::Surveyed && post.data_class == DataClass::Fact
}

fn post((id, _): &(&Id, &KmPost), knot: &Knot) -> Post {
    Post { id: (*id).clone(), chainage_m: knot.chainage, surveyed: knot.surveyed }
}
