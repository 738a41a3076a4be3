//! An extract of OpenStreetMap laid out in metres of the scene, as XML and as PBF.

use std::fmt::Write;

use geo::{Geometry, Point};

use crate::imports::fixtures::pbf::{Block, Packing, blob, usual_head};
use crate::scene::degrees;

/// Tags written as `highway=trunk;ref=QL.3`; a value may have `;` as `,`.
fn tags(text: &str) -> Vec<(String, String)> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.trim().to_owned(), value.replace(',', ";"))).collect()
}

type Tags = Vec<(String, String)>;

/// Kind, number and role.
type Member = (char, i64, String);

/// An extract.
#[derive(Clone, Default)]
pub struct Osm {
    nodes: Vec<(i64, [i64; 2], Tags)>,
    ways: Vec<(i64, Vec<i64>, Tags)>,
    relations: Vec<(i64, Vec<Member>, Tags)>,
}

impl Osm {
    /// A node at metres of the scene.
    pub fn node(self, id: i64, x: f64, y: f64) -> Self {
        self.node_with(id, x, y, "")
    }

    pub fn node_with(mut self, id: i64, x: f64, y: f64, said: &str) -> Self {
        let Geometry::Point(at) = degrees(&Geometry::Point(Point::new(x, y))).get().clone() else { unreachable!() };
        let steps = |degrees: f64| (degrees * 1e7).round() as i64;
        self.nodes.push((id, [steps(at.x()), steps(at.y())], tags(said)));
        self
    }

    pub fn way(mut self, id: i64, nodes: &[i64], said: &str) -> Self {
        self.ways.push((id, nodes.to_vec(), tags(said)));
        self
    }

    /// A ban over a node.
    pub fn ban(self, id: i64, kind: &str, from: i64, via: i64, to: i64) -> Self {
        let members = [('w', from, "from"), ('n', via, "via"), ('w', to, "to")];
        self.relation(id, &members, &format!("type=restriction;restriction={kind}"))
    }

    pub fn relation(mut self, id: i64, members: &[(char, i64, &str)], said: &str) -> Self {
        let members = members.iter().map(|(kind, id, role)| (*kind, *id, (*role).to_owned())).collect();
        self.relations.push((id, members, tags(said)));
        self
    }

    pub fn xml(&self) -> String {
        let mut out =
            String::from("<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\" generator=\"test\">\n");
        let tags = |out: &mut String, tags: &Tags| {
            for (key, value) in tags {
                let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
                writeln!(out, "  <tag k=\"{key}\" v=\"{value}\"/>").unwrap();
            }
        };
        for (id, [lon, lat], said) in &self.nodes {
            let (lon, lat) = (*lon as f64 / 1e7, *lat as f64 / 1e7);
            writeln!(out, " <node id=\"{id}\" lat=\"{lat:.7}\" lon=\"{lon:.7}\">").unwrap();
            tags(&mut out, said);
            out.push_str(" </node>\n");
        }
        for (id, nodes, said) in &self.ways {
            writeln!(out, " <way id=\"{id}\">").unwrap();
            nodes.iter().for_each(|node| writeln!(out, "  <nd ref=\"{node}\"/>").unwrap());
            tags(&mut out, said);
            out.push_str(" </way>\n");
        }
        for (id, members, said) in &self.relations {
            writeln!(out, " <relation id=\"{id}\">").unwrap();
            for (kind, member, role) in members {
                let kind = match kind {
                    'n' => "node",
                    'w' => "way",
                    _ => "relation",
                };
                writeln!(out, "  <member type=\"{kind}\" ref=\"{member}\" role=\"{role}\"/>").unwrap();
            }
            tags(&mut out, said);
            out.push_str(" </relation>\n");
        }
        out.push_str("</osm>\n");
        out
    }

    /// Nodes, ways and relations, each in a block of their own.
    pub fn blocks(&self) -> [Block; 3] {
        let mut blocks = [Block::new(), Block::new(), Block::new()];
        self.nodes.iter().for_each(|(id, at, tags)| blocks[0].node(*id, *at, tags));
        self.ways.iter().for_each(|(id, nodes, tags)| blocks[1].way(*id, nodes, tags));
        self.relations.iter().for_each(|(id, members, tags)| blocks[2].relation(*id, members, tags));
        blocks
    }

    pub fn pbf(&self, packing: Packing) -> Vec<u8> {
        let mut file = usual_head();
        self.blocks().iter().for_each(|block| file.extend(blob("OSMData", &block.bytes(), packing)));
        file
    }
}
