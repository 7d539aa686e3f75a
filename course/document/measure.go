package document

// The measures of GB/T 9704-2012, sections 5.2 and 7: the paper, its margins, the type area (版心) and the grid in it.
// Lengths are in points of 1/72 inch.
const (
	millimetre = 72 / 25.4

	paperWidth  = 210 * millimetre
	paperHeight = 297 * millimetre
	marginTop   = 37 * millimetre // 天头
	marginLeft  = 28 * millimetre // 订口
	areaWidth   = 156 * millimetre
	areaHeight  = 225 * millimetre

	lines = 22
	chars = 28

	linePitch = areaHeight / lines // 28.99 pt, of which a word processor takes 28.95
	charPitch = areaWidth / chars  // 15.79 pt: characters of 三号 stand a little closer than they are wide
)

// The sizes of characters, in points.
const (
	sizeTitle  = 22 // 二号
	sizeBody   = 16 // 三号
	sizeNumber = 14 // 四号, of page numbers
	sizeSmall  = 12 // 小四, of tables and of the note
)

// The page number stands 7 mm below the type area and one character from its outer edge.
const numberBelow = 7 * millimetre

// The lines of tables and of the note.
const (
	smallPitch = 18
	cellMargin = 4
)
