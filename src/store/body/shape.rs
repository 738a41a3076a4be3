//! The macro that turns a table of keys into reading and writing.

/// Declares how a type of the model stands in JSON: `"key" => field`, in the order they are written.
///
/// Unknown and repeated keys are refused. `or VALUE` gives what a missing key means, and such a value is left out when written.
/// A leading `@v` marks a body, which carries its version. `check` runs when everything was read.
macro_rules! shape {
    ($(@$versioned:ident)? $model:ident { $($key:literal => $field:ident $(or $default:expr)?,)+ } $(check $check:expr)?) => {
        impl $crate::store::body::field::Field for $crate::model::$model {
            fn read<'de, D: serde::de::Deserializer<'de>>(
                deserializer: D,
                sources: &$crate::store::body::sources::Sources,
            ) -> Result<Self, D::Error> {
                struct Shape<'s>(&'s $crate::store::body::sources::Sources);
                impl<'de> serde::de::Visitor<'de> for Shape<'_> {
                    type Value = $crate::model::$model;
                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("a map")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        use $crate::store::body::field::{Key, fill, filled};
                        $(let mut $field = None;)+
                        while let Some(Key(key)) = map.next_key()? {
                            match &*key {
                                $($key => fill(&mut $field, &mut map, $key, self.0)?,)+
                                // The version was read before the shape was chosen.
                                $(version if version == stringify!($versioned) => { map.next_value::<serde::de::IgnoredAny>()?; })?
                                unknown => return Err(serde::de::Error::unknown_field(unknown, &[$($key),+])),
                            }
                        }
                        let value = $crate::model::$model {
                            $($field: filled($field $(.or(Some($default)))?, $key)?,)+
                        };
                        $(
                            let check: fn($crate::model::$model) -> Result<$crate::model::$model, $crate::model::Refused> = $check;
                            let value = check(value).map_err(|refused| {
                                $crate::store::body::refusal::to_serde(&refused, $crate::store::body::refusal::Level::Object)
                            })?;
                        )?
                        Ok(value)
                    }
                }
                deserializer.deserialize_map(Shape(sources))
            }

            fn write<S: serde::ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                use $crate::store::body::field::Write;
                let mut map = serializer.serialize_map(None)?;
                $(map.serialize_entry(stringify!($versioned), &$crate::store::body::CURRENT)?;)?
                $(
                    let left_out = self.$field.is_left_out() $(|| self.$field == $default)?;
                    if !left_out {
                        map.serialize_entry($key, &Write(&self.$field))?;
                    }
                )+
                map.end()
            }
        }
    };
}
pub(super) use shape;
