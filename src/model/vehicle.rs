//! What drives: a car, or a truck with what is known of its weight, axles and height.

use super::{Refused, RoadLink};

/// What drives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Vehicle {
    /// A car.
    #[default]
    Car,
    /// A truck: links closed to trucks are closed to it, and links known to bear less or to be lower than it.
    Truck(Truck),
}

/// What is known of a truck. `None` = not said: no limit of that kind is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Truck {
    /// Gross weight, tonnes.
    pub gross_weight_t: Option<f64>,
    /// Load of the heaviest axle, tonnes.
    pub axle_load_t: Option<f64>,
    /// Height with its load, metres.
    pub height_m: Option<f64>,
}

/// The heaviest truck that may be asked about, tonnes gross. Special transports need a permit for each way anyway.
const HEAVIEST_TRUCK_T: f64 = 200.0;

/// The heaviest axle, tonnes: several times what any road is built for.
const HEAVIEST_AXLE_T: f64 = 50.0;

/// The highest truck, metres: twice the headroom of any road.
const HIGHEST_TRUCK_M: f64 = 10.0;

/// A number takes no more room than this.
const LONGEST_NUMBER: usize = 12;

impl Vehicle {
    /// A truck of which nothing else is known.
    pub const TRUCK: Vehicle = Vehicle::Truck(Truck { gross_weight_t: None, axle_load_t: None, height_m: None });

    /// Reads `car`, `truck`, `truck:30` or `truck:T:A:H` (gross weight t, heaviest axle t, height m), each of which may be empty: `truck:30::4.2`.
    ///
    /// **Errors**: [`Refused`] (field `profile`) for anything else, a number that is not above 0 and within bounds, or colons
    /// with nothing between them.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let vehicle = match text.split_once(':') {
            None if text == "car" => Some(Vehicle::Car),
            None if text == "truck" => Some(Vehicle::TRUCK),
            Some(("truck", fields)) => Truck::parse(fields).map(Vehicle::Truck),
            _ => None,
        };
        vehicle.ok_or_else(|| {
            let most = [HEAVIEST_TRUCK_T, HEAVIEST_AXLE_T, HIGHEST_TRUCK_M];
            let [weight, axle, height] = most;
            Refused::new(
                "profile",
                text,
                &format!(
                    "car, truck, truck:T hoặc truck:T:A:H; T là tổng tải trọng (trên 0 đến {weight} tấn), A là tải trọng trục nặng nhất (trên 0 đến {axle} tấn), H là chiều cao (trên 0 đến {height} m); phần chưa biết để trống, ví dụ truck:30::4.2"
                ),
                &format!(
                    "car, truck, truck:T or truck:T:A:H, where T is the gross weight (above 0 up to {weight} tonnes), A the heaviest axle (above 0 up to {axle} tonnes) and H the height (above 0 up to {height} m); leave empty what is not known, for example truck:30::4.2"
                ),
            )
        })
    }

    /// What is known of it as a truck; `None` for a car.
    pub fn truck(self) -> Option<Truck> {
        match self {
            Vehicle::Truck(truck) => Some(truck),
            Vehicle::Car => None,
        }
    }

    /// Whether it may use a link. What nobody recorded of the link or said of the truck closes nothing.
    pub fn may_use(self, link: &RoadLink) -> bool {
        let fits = |own: Option<f64>, most: Option<f64>| own.zip(most).is_none_or(|(own, most)| own <= most);
        self.truck().is_none_or(|truck| {
            link.trucks != Some(false)
                && fits(truck.gross_weight_t, link.max_weight_t)
                && fits(truck.axle_load_t, link.max_axle_t)
                && fits(truck.height_m, link.max_height_m)
        })
    }

    /// The gross weight in tonnes, where it is known.
    pub fn gross_weight_t(self) -> Option<f64> {
        self.truck()?.gross_weight_t
    }

    /// The load of the heaviest axle in tonnes, where it is known.
    pub fn axle_load_t(self) -> Option<f64> {
        self.truck()?.axle_load_t
    }

    /// The height in metres, where it is known.
    pub fn height_m(self) -> Option<f64> {
        self.truck()?.height_m
    }
}

impl Truck {
    /// Reads what follows `truck:`, at most three numbers between colons.
    fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.splitn(4, ':').collect();
        if fields.len() > 3 || fields.iter().all(|field| field.is_empty()) {
            return None;
        }
        let field = |at: usize, most: f64| match fields.get(at) {
            None | Some(&"") => Some(None),
            Some(number) => positive(number, most).map(Some),
        };
        Some(Truck {
            gross_weight_t: field(0, HEAVIEST_TRUCK_T)?,
            axle_load_t: field(1, HEAVIEST_AXLE_T)?,
            height_m: field(2, HIGHEST_TRUCK_M)?,
        })
    }
}

/// A plain decimal number above 0 and at most `most`.
fn positive(text: &str, most: f64) -> Option<f64> {
    let is_plain = text.len() <= LONGEST_NUMBER && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|number| is_plain && *number > 0.0 && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vehicle_is_a_car_or_a_truck_with_sane_measures() {
        let truck =
            |gross_weight_t, axle_load_t, height_m| Ok(Vehicle::Truck(Truck { gross_weight_t, axle_load_t, height_m }));
        assert_eq!(Vehicle::parse("car"), Ok(Vehicle::Car));
        assert_eq!(Vehicle::parse("truck"), Ok(Vehicle::TRUCK));
        assert_eq!(Vehicle::parse("truck:30"), truck(Some(30.0), None, None));
        assert_eq!(Vehicle::parse("truck:18.5:10"), truck(Some(18.5), Some(10.0), None));
        assert_eq!(Vehicle::parse("truck:30::4.2"), truck(Some(30.0), None, Some(4.2)));
        assert_eq!(Vehicle::parse("truck:::4.75"), truck(None, None, Some(4.75)));
        assert_eq!(Vehicle::parse("truck::10:"), truck(None, Some(10.0), None));
    }

    #[test]
    fn an_impossible_vehicle_is_refused_with_what_was_said() {
        let refused = [
            "",
            "lorry",
            "Truck",
            "car:5",
            "truck:",
            "truck:::",
            "truck:-5",
            "truck:abc",
            "truck:0",
            "truck:201",
            "truck:1e9",
            "truck:inf",
            "truck:nan",
            "truck:30:0",
            "truck:30:-1",
            "truck:30:51",
            "truck:30:nan",
            "truck:30::0",
            "truck:30::10.1",
            "truck:30::-4",
            "truck:30::NaN",
            "truck:30:10:4:1",
            "truck::::::::",
            "truck:30: 10",
            "truck:0.000000000000001",
        ];
        for text in refused {
            let refused = Vehicle::parse(text).unwrap_err();
            assert_eq!((refused.field.as_str(), refused.value.as_str()), ("profile", text));
        }
    }
}
