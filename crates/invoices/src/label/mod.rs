//! Labels: what people said of what was read. The ground truth of the figures, and hints for a vendor's next invoice.
pub mod store;
