package notes

import (
	"fmt"
	"net/http"
	"unicode/utf8"

	"{{ cookiecutter.__module }}/internal/reply"
)

const (
	longestAuthor = 100
	longestText   = 10_000
)

var noSuchNote = reply.Problem{Status: http.StatusNotFound, Detail: "There is no such note."}

// newNote is a note as somebody sends it.
type newNote struct {
	Author string `json:"author"`
	Text   string `json:"text"`
}

// Register adds the resource's routes.
func (n *Notes) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /notes", n.add)
	mux.HandleFunc("GET /notes", n.list)
	mux.HandleFunc("GET /notes/{id}", n.read)
	mux.HandleFunc("DELETE /notes/{id}", n.remove)
}

func (n *Notes) add(w http.ResponseWriter, r *http.Request) {
	var sent newNote
	if err := reply.Read(w, r, &sent); err != nil {
		reply.Error(w, err)
		return
	}
	if err := sent.check(); err != nil {
		reply.Error(w, err)
		return
	}
	reply.JSON(w, http.StatusCreated, n.Add(sent.Author, sent.Text))
}

func (n *Notes) list(w http.ResponseWriter, r *http.Request) {
	author := r.URL.Query().Get("author")
	if err := checkLength("author", author, longestAuthor); err != nil {
		reply.Error(w, err)
		return
	}
	reply.JSON(w, http.StatusOK, n.Of(author))
}

func (n *Notes) read(w http.ResponseWriter, r *http.Request) {
	note, found := n.Get(r.PathValue("id"))
	if !found {
		reply.Error(w, noSuchNote)
		return
	}
	reply.JSON(w, http.StatusOK, note)
}

func (n *Notes) remove(w http.ResponseWriter, r *http.Request) {
	if !n.Remove(r.PathValue("id")) {
		reply.Error(w, noSuchNote)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (n newNote) check() error {
	if err := checkLength("author", n.Author, longestAuthor); err != nil {
		return err
	}
	return checkLength("text", n.Text, longestText)
}

func checkLength(field, value string, longest int) error {
	if length := utf8.RuneCountInString(value); length < 1 || length > longest {
		return reply.Problem{
			Status: http.StatusUnprocessableEntity,
			Detail: fmt.Sprintf("`%s` has to have 1 to %d characters, not %d.", field, longest, length),
		}
	}
	return nil
}
