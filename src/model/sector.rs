//! Industrial sectors, as parks announce them.

use super::code::codes;

codes! {
    /// A sector a zone or lot takes.
    Sector "sector" {
        Electronics = "electronics" "Điện tử" "Electronics";
        Mechanical = "mechanical" "Cơ khí" "Mechanical engineering";
        Automotive = "automotive" "Ô tô, phụ tùng" "Automotive";
        SupportingIndustry = "supporting_industry" "Công nghiệp hỗ trợ" "Supporting industry";
        Food = "food" "Nông sản, thực phẩm" "Food and farm products";
        TextileGarment = "textile_garment" "Dệt may" "Textile and garment";
        Footwear = "footwear" "Da giày" "Footwear";
        Wood = "wood" "Gỗ, lâm sản" "Wood and forest products";
        BuildingMaterials = "building_materials" "Vật liệu xây dựng" "Building materials";
        Metallurgy = "metallurgy" "Luyện kim" "Metallurgy";
        Chemicals = "chemicals" "Hóa chất" "Chemicals";
        Energy = "energy" "Năng lượng" "Energy";
        Logistics = "logistics" "Kho vận" "Logistics";
        HighTech = "high_tech" "Công nghệ cao" "High technology";
        InformationTechnology = "information_technology" "Công nghệ thông tin" "Information technology";
        MiningProcessing = "mining_processing" "Chế biến khoáng sản" "Mineral processing";
        MultiSector = "multi_sector" "Đa ngành" "Multi-sector";
    }
}
