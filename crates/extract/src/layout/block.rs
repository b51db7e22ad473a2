//! Cells into blocks: an address, a column of labels.

use super::{Block, Sheet};

/// Joins cells that stand under each other, close and aligned.
pub fn stack(sheet: &mut Sheet) {
    let mut open: Vec<usize> = Vec::new(); // the last cell of each block that may go on
    for at in 0..sheet.cells.len() {
        let (page, row) = (sheet.cells[at].page, sheet.cells[at].row);
        open.retain(|above| {
            let cell = &sheet.cells[*above];
            cell.page == page && sheet.cells[at].area.y0 - cell.area.y1 < cell.size.max(4.0) * 1.6
        });
        let above = open
            .iter()
            .enumerate()
            .filter(|(_, above)| sheet.cells[**above].row < row && follows(sheet, **above, at))
            .min_by(|a, b| {
                let shift = |above: usize| (sheet.cells[above].area.x0 - sheet.cells[at].area.x0).abs();
                shift(*a.1).total_cmp(&shift(*b.1))
            })
            .map(|(place, _)| place);
        let block = match above {
            Some(place) => {
                let block = sheet.cells[open[place]].block;
                open[place] = at;
                block
            }
            None => {
                let area = sheet.cells[at].area;
                sheet.blocks.push(Block { page, cells: Vec::new(), area });
                open.push(at);
                sheet.blocks.len() - 1
            }
        };
        sheet.cells[at].block = block;
        sheet.blocks[block].cells.push(at);
        sheet.blocks[block].area = sheet.blocks[block].area.union(&sheet.cells[at].area);
    }
}

fn follows(sheet: &Sheet, above: usize, below: usize) -> bool {
    let (a, b) = (&sheet.cells[above], &sheet.cells[below]);
    let size = a.size.min(b.size).max(4.0);
    let gap = b.area.y0 - a.area.y1;
    let aligned = (a.area.x0 - b.area.x0).abs() < size * 0.6
        || (a.area.x1 - b.area.x1).abs() < size * 0.6
        || (a.area.middle_x() - b.area.middle_x()).abs() < size * 0.6;
    gap < size * 0.85 && gap > -size && aligned
}
