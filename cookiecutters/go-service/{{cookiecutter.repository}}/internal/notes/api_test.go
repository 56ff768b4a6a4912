package notes

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"{{ cookiecutter.__module }}/internal/reply"
)

// ask sends one request to the resource and decodes the answer into answer, unless that is nil.
func ask(t *testing.T, notes *Notes, method, path, body string, answer any) int {
	t.Helper()
	mux := http.NewServeMux()
	notes.Register(mux)
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	mux.ServeHTTP(recorder, request)
	if answer != nil {
		if err := json.Unmarshal(recorder.Body.Bytes(), answer); err != nil {
			t.Fatalf("%s %s answered %q: %v", method, path, recorder.Body, err)
		}
	}
	return recorder.Code
}

func TestANoteCanBeReadAgain(t *testing.T) {
	notes := New()

	var added, read Note
	status := ask(t, notes, "POST", "/notes", `{"author": "ada", "text": "Hello"}`, &added)
	ask(t, notes, "GET", "/notes/"+added.ID, "", &read)

	if status != http.StatusCreated || added.ID == "" || read != added {
		t.Errorf("added %d %+v, read %+v", status, added, read)
	}
}

func TestEverybodySeesTheirOwnNotesInOrder(t *testing.T) {
	notes := New()
	first := notes.Add("ada", "Hello")
	notes.Add("grace", "Good morning")
	second := notes.Add("ada", "Goodbye")

	var found []Note
	ask(t, notes, "GET", "/notes?author=ada", "", &found)

	if len(found) != 2 || found[0] != first || found[1] != second {
		t.Errorf("got %+v", found)
	}
}

func TestNoNotesAreAnEmptyList(t *testing.T) {
	var found []Note

	status := ask(t, New(), "GET", "/notes?author=nobody", "", &found)

	if status != http.StatusOK || found == nil || len(found) != 0 {
		t.Errorf("got %d %v, want []", status, found)
	}
}

func TestARemovedNoteIsGone(t *testing.T) {
	notes := New()
	path := "/notes/" + notes.Add("ada", "Hello").ID

	statuses := [3]int{
		ask(t, notes, "DELETE", path, "", nil),
		ask(t, notes, "GET", path, "", &reply.Problem{}),
		ask(t, notes, "DELETE", path, "", &reply.Problem{}),
	}

	if statuses != [3]int{204, 404, 404} {
		t.Errorf("got %v", statuses)
	}
}

func TestBadInputIsRefusedInASentence(t *testing.T) {
	for name, test := range map[string]struct {
		method, path, body string
		status             int
		sentence           string
	}{
		"no JSON":       {"POST", "/notes", "author=ada", 400, "The body has to be one JSON object."},
		"two objects":   {"POST", "/notes", "{}{}", 400, "The body has to be one JSON object."},
		"a list":        {"POST", "/notes", "[]", 422, "The body has to be one JSON object."},
		"bad UTF-8":     {"POST", "/notes", note("ada", "?") + "\xff", 400, "The body has to be one JSON object."},
		"half a letter": {"POST", "/notes", `{"author": "\ud800"}`, 400, "The body has to be one JSON object."},
		"no end":        {"POST", "/notes", strings.Repeat(`{"a":`, 100_000), 400, "The body has to be one JSON object."},
		"a number":      {"POST", "/notes", `{"author": 7}`, 422, "`author` has to be a string."},
		"other names":   {"POST", "/notes", `{"Author": "ada"}`, 422, "`author` has to have 1 to 100 characters, not 0."},
		"nothing":       {"POST", "/notes", "", 400, "The body has to be one JSON object."},
		"spaces":        {"POST", "/notes", "{}" + strings.Repeat(" ", reply.MostBytes), 413, "The body is larger than 1 MB."},
		"no author":     {"POST", "/notes", `{"text": "Hello"}`, 422, "`author` has to have 1 to 100 characters, not 0."},
		"a long author": {"POST", "/notes", note(strings.Repeat("é", 101), "x"), 422, "`author` has to have 1 to 100 characters, not 101."},
		"a long text":   {"POST", "/notes", note("ada", strings.Repeat("x", 10_001)), 422, "`text` has to have 1 to 10000 characters, not 10001."},
		"a huge body":   {"POST", "/notes", note("ada", strings.Repeat("x", reply.MostBytes)), 413, "The body is larger than 1 MB."},
		"whose notes":   {"GET", "/notes", "", 422, "`author` has to have 1 to 100 characters, not 0."},
		"no such note":  {"GET", "/notes/7", "", 404, "There is no such note."},
	} {
		t.Run(name, func(t *testing.T) {
			var problem reply.Problem
			status := ask(t, New(), test.method, test.path, test.body, &problem)

			if status != test.status || problem.Detail != test.sentence {
				t.Errorf("got %d %q, want %d %q", status, problem.Detail, test.status, test.sentence)
			}
		})
	}
}

func TestABodyThatSaysItselfThatItIsNoJSONIsRefused(t *testing.T) {
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"} {
		mux, recorder := http.NewServeMux(), httptest.NewRecorder()
		New().Register(mux)
		request := httptest.NewRequest("POST", "/notes", strings.NewReader(note("ada", "Hello")))
		request.Header.Set("Content-Type", kind)

		mux.ServeHTTP(recorder, request)

		if recorder.Code != http.StatusUnsupportedMediaType {
			t.Errorf("%q got %d", kind, recorder.Code)
		}
	}
}

func note(author, text string) string {
	body, _ := json.Marshal(newNote{author, text})
	return string(body)
}
