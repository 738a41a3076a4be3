//! How features and collections are described: every layer has a feature and a collection of its own, so that a typed
//! client never casts.

use std::borrow::Cow;

use serde_json::json;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::geojson::{Collection, Feature, Layer, Link};

/// Described schemas, by name.
type Schemas = Vec<(String, RefOr<Schema>)>;

fn of_type(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(kind))
}

fn constant(word: &str) -> ObjectBuilder {
    of_type(Type::String).enum_values(Some([word]))
}

impl<L: Layer> PartialSchema for Feature<'_, L> {
    fn schema() -> RefOr<Schema> {
        let mut shapes = OneOfBuilder::new();
        for shape in L::SHAPES {
            shapes = shapes.item(Ref::from_schema_name(*shape));
        }
        if L::MAY_BE_UNLOCATED {
            shapes = shapes.item(of_type(Type::Null));
        }
        of_type(Type::Object)
            .property("type", constant("Feature"))
            .property("id", of_type(Type::String).description(Some("Id of the record.")))
            .property("version", of_type(Type::Integer).description(Some("The last revision that touched the record.")))
            .property("geometry", shapes)
            .property("properties", Ref::from_schema_name(L::name()))
            .into()
    }
}

impl<L: Layer> ToSchema for Feature<'_, L> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Feature", L::NAME))
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.extend(L::SHAPES.iter().map(|shape| ((*shape).to_owned(), shape_schema(shape))));
        schemas.push((L::name().into_owned(), L::schema()));
        L::schemas(schemas);
    }
}

impl<L: Layer> PartialSchema for Collection<'_, L> {
    fn schema() -> RefOr<Schema> {
        let feature = Ref::from_schema_name(Feature::<'static, L>::name());
        of_type(Type::Object)
            .property("type", constant("FeatureCollection"))
            .property("numberMatched", of_type(Type::Integer).description(Some("Records that match, exactly.")))
            .property("numberReturned", of_type(Type::Integer).description(Some("Records in this page.")))
            .property("links", ArrayBuilder::new().items(Ref::from_schema_name(Link::name())))
            .property("as_of", of_type(Type::String).description(Some("The day the answer is about.")))
            .property("revision", of_type(Type::Integer).description(Some("The revision it was read from.")))
            .property("features", ArrayBuilder::new().items(feature))
            .into()
    }
}

impl<L: Layer> ToSchema for Collection<'_, L> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Collection", L::NAME))
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.push((Link::name().into_owned(), Link::schema()));
        schemas.push((Feature::<'static, L>::name().into_owned(), Feature::<'static, L>::schema()));
        Feature::<'static, L>::schemas(schemas);
    }
}

/// How deep the coordinates of a GeoJSON type are nested.
fn depth(shape: &str) -> usize {
    match shape {
        "Point" => 0,
        "LineString" | "MultiPoint" => 1,
        "Polygon" | "MultiLineString" => 2,
        _ => 3,
    }
}

/// The schema of a GeoJSON type.
pub fn shape_schema(shape: &str) -> RefOr<Schema> {
    let position = ArrayBuilder::new()
        .items(of_type(Type::Number))
        .min_items(Some(2))
        .max_items(Some(2))
        .description(Some("Longitude, latitude (WGS 84)."))
        .examples([json!([105.842, 21.498])]);
    let coordinates = (0..depth(shape)).fold(position, |inner, _| ArrayBuilder::new().items(inner));
    of_type(Type::Object).property("type", constant(shape)).property("coordinates", coordinates).into()
}

/// Any geometry, where a record's kind does not fix its type.
#[derive(Clone, Copy)]
pub struct AnyShape;

impl PartialSchema for AnyShape {
    fn schema() -> RefOr<Schema> {
        let shapes = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
        shapes.iter().fold(OneOfBuilder::new(), |any, shape| any.item(shape_schema(shape))).into()
    }
}

impl ToSchema for AnyShape {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Geometry")
    }
}
