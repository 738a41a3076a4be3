//! Bans on turning, between links: `no_…` forbids one turn over a node, `only_…` all others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::extract::{Ban, Extract};
use super::links::Link;
use super::tally::Remark;

/// Turns that are forbidden from a link (position): over a node, onto a link (position).
pub type Turns = BTreeMap<usize, BTreeSet<(i64, usize)>>;

/// Kinds of bans that forbid one turn.
const NO: [&str; 6] = ["no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"];

/// Kinds that forbid all others.
const ONLY: [&str; 4] = ["only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"];

/// A junction with more links than this is none: bans over it are not unfolded.
const MOST_AT_A_NODE: usize = 64;

/// The forbidden turns; bans that cannot be used are told.
pub fn turns(extract: &mut Extract, links: &[Link]) -> Turns {
    let (bans, mut tally) = (std::mem::take(&mut extract.bans), std::mem::take(&mut extract.tally));
    let roads = Roads::of(extract, links, &bans);
    let mut turns = Turns::new();
    for ban in &bans {
        match roads.unfold(ban) {
            Ok(found) => found.into_iter().for_each(|(from, via, onto)| {
                turns.entry(from).or_default().insert((via, onto));
            }),
            Err(remark) => {
                let kind = ban.tags.get("restriction").map_or("", String::as_str);
                tally.add(remark, &format!("r{}", ban.id), kind);
            }
        }
    }
    extract.tally = tally;
    turns
}

/// The links of the ways and nodes that bans name.
struct Roads<'r> {
    extract: &'r Extract,
    links: &'r [Link],
    at_node: HashMap<i64, Vec<usize>>,
}

impl<'r> Roads<'r> {
    fn of(extract: &'r Extract, links: &'r [Link], bans: &[Ban]) -> Self {
        let nodes = bans.iter().flat_map(|ban| &ban.members).filter(|member| member.1 == 'n').map(|member| member.2);
        let mut at_node: HashMap<i64, Vec<usize>> = nodes.map(|node| (node, Vec::new())).collect();
        for (position, link) in links.iter().enumerate() {
            let (from, to) = link.ends(extract);
            for node in if from == to { vec![from] } else { vec![from, to] } {
                if let Some(at) = at_node.get_mut(&node) {
                    at.push(position);
                }
            }
        }
        Roads { extract, links, at_node }
    }

    /// (from, over, onto) of a ban.
    ///
    /// **Errors**: why it cannot be used.
    fn unfold(&self, ban: &Ban) -> Result<Vec<(usize, i64, usize)>, Remark> {
        let get = |key: &str| ban.tags.get(key).map(String::as_str);
        let says_when = |key: &String| key.ends_with("conditional") || key == "hour_on" || key == "day_on";
        let spares_trucks = get("except").is_some_and(|spared| {
            spared.split(';').any(|spared| matches!(spared.trim(), "hgv" | "goods" | "motor_vehicle" | "motorcar"))
        });
        let kind = get("restriction").ok_or(Remark::BanConditional)?;
        if ban.tags.keys().any(says_when) || spares_trucks {
            return Err(Remark::BanConditional);
        }
        let is_only = ONLY.contains(&kind);
        if !is_only && !NO.contains(&kind) {
            return Err(Remark::BanUnclear);
        }
        let members = |role: &str| ban.members.iter().filter(|member| member.0 == role).collect::<Vec<_>>();
        let (from, via, to) = (members("from"), members("via"), members("to"));
        let via = match via.as_slice() {
            [(_, 'n', node)] => *node,
            [] => return Err(Remark::BanLeadsNowhere),
            _ => return Err(Remark::BanOverWay),
        };
        let around = self.at_node.get(&via).map_or(&[][..], Vec::as_slice);
        if around.len() > MOST_AT_A_NODE {
            return Err(Remark::BanUnclear);
        }
        let of_ways = |named: &[&(String, char, i64)]| -> BTreeSet<usize> {
            let ways: BTreeSet<i64> = named.iter().filter(|member| member.1 == 'w').map(|member| member.2).collect();
            let is_of = |link: &&usize| ways.contains(&self.extract.ways[self.links[**link].way].id);
            around.iter().filter(is_of).copied().collect()
        };
        let entering = |link: &usize| self.may(*link, via, false);
        let leaving = |link: &usize| self.may(*link, via, true);
        let from: Vec<usize> = of_ways(&from).into_iter().filter(entering).collect();
        let onto: BTreeSet<usize> = of_ways(&to).into_iter().filter(leaving).collect();
        if from.is_empty() || onto.is_empty() {
            return Err(Remark::BanLeadsNowhere);
        }
        // A way that goes on beyond the node comes to it from two sides; which of them is meant is not said. `no_entry` names several.
        if from.len() > 1 && kind != "no_entry" || is_only && onto.len() > 1 {
            return Err(Remark::BanUnclear);
        }
        let banned = |link: &usize| onto.contains(link) != is_only;
        let onto: Vec<usize> = around.iter().copied().filter(leaving).filter(banned).collect();
        Ok(from.iter().flat_map(|from| onto.iter().map(|onto| (*from, via, *onto))).collect())
    }

    /// Whether traffic may leave a node by a link, or come to it.
    fn may(&self, link: usize, node: i64, is_leaving: bool) -> bool {
        let (first, last) = self.links[link].ends(self.extract);
        let is_one_way = self.extract.ways[self.links[link].way].facts.one_way == Some(true);
        !is_one_way || node == if is_leaving { first } else { last }
    }
}
