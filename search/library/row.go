package library

import "xiangxue/course/calendar"

func (r documentRow) document() Document {
	return Document{
		ID: DocumentID(r.ID), Work: WorkID(r.WorkID), VersionOn: r.VersionOn, Title: r.Title, ShortName: r.ShortName,
		DocNumber: r.DocNumber, Issuer: r.Issuer, Category: r.Category, Kind: r.Kind, Region: r.Region, Example: r.Example,
		AdoptedOn: r.AdoptedOn, PublishedOn: r.PublishedOn, EffectiveOn: r.EffectiveOn, RepealedOn: r.RepealedOn,
		ExpiresOn: r.ExpiresOn, BeginsOn: r.BeginsOn, BeginGround: Ground(r.BeginGround), File: r.File,
		ArticleCount: r.ArticleCount,
	}
}

func rowOf(d Document) documentRow {
	return documentRow{
		VersionOn: d.VersionOn, Title: d.Title, ShortName: d.ShortName, DocNumber: d.DocNumber,
		NumberKey: numberKey(d.DocNumber), Issuer: d.Issuer, Category: d.Category, Kind: d.Kind, Region: d.Region,
		Example: d.Example, AdoptedOn: d.AdoptedOn, PublishedOn: d.PublishedOn, EffectiveOn: d.EffectiveOn,
		RepealedOn: d.RepealedOn, ExpiresOn: d.ExpiresOn, BeginsOn: d.BeginsOn, BeginGround: string(d.BeginGround),
		File: d.File, ArticleCount: d.ArticleCount,
	}
}

func documents(rows []documentRow) []Document {
	all := make([]Document, len(rows))
	for i, r := range rows {
		all[i] = r.document()
	}
	return all
}

func (r articleRow) article() Article {
	return Article{
		Ordinal: r.Ordinal, Number: r.Number, Title: r.Title, Anchor: r.Anchor, Chapter: splitLines(r.Chapter), Text: r.Text,
	}
}

// articleRows returns the rows of a document's articles.
func articleRows(id int64, articles []Article) []articleRow {
	rows := make([]articleRow, len(articles))
	for i, a := range articles {
		rows[i] = articleRow{
			DocumentID: id, Ordinal: a.Ordinal, Number: a.Number, Title: a.Title, Anchor: a.Anchor,
			Chapter: joinLines(a.Chapter), Text: a.Text,
		}
	}
	return rows
}

// relationRows returns the rows of a document's relations.
func relationRows(id int64, relations []Relation) []relationRow {
	rows := make([]relationRow, len(relations))
	for i, r := range relations {
		rows[i] = relationRow{
			DocumentID: id, Ordinal: i + 1, Kind: string(r.Kind), Title: r.Title, TitleKey: titleKey(r.Title),
			DocNumber: r.DocNumber, NumberKey: numberKey(r.DocNumber), TakesOn: r.On, Article: r.Article,
		}
	}
	return rows
}

func (r checkRow) check() check {
	return check{ID: r.ID, State: State(r.State), Since: r.SinceOn, CheckedOn: r.CheckedOn, Source: r.Source}
}

// editionRow is the part of a document that judging needs.
type editionRow struct {
	ID          int64
	WorkID      int64
	Title       string
	TitleKey    string
	NumberKey   string
	VersionOn   calendar.Date
	BeginsOn    calendar.Date
	BeginGround string
	EffectiveOn calendar.Date
	RepealedOn  calendar.Date
	ExpiresOn   calendar.Date
}

func (r editionRow) edition() *edition {
	return &edition{
		ID: DocumentID(r.ID), Work: WorkID(r.WorkID), Title: r.Title, TitleKey: r.TitleKey, NumberKey: r.NumberKey,
		VersionOn: r.VersionOn, BeginsOn: r.BeginsOn, BeginGround: Ground(r.BeginGround), EffectiveOn: r.EffectiveOn,
		RepealedOn: r.RepealedOn, ExpiresOn: r.ExpiresOn,
	}
}
