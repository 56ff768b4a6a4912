// Package reply reads and writes the JSON of requests and their answers.
package reply

import (
	"encoding/json/v2"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// MostBytes is how large the body of a request may be.
const MostBytes = 1 << 20

// Problem is an answer that says in a sentence what is wrong.
type Problem struct {
	Status int    `json:"-"`
	Detail string `json:"detail"`
}

// Error is the sentence.
func (p Problem) Error() string { return p.Detail }

var (
	tooLarge  = Problem{http.StatusRequestEntityTooLarge, "The body is larger than 1 MB."}
	otherKind = Problem{http.StatusUnsupportedMediaType, "The body has to be application/json."}
	noJSON    = Problem{http.StatusBadRequest, "The body has to be one JSON object."}
	noObject  = Problem{http.StatusUnprocessableEntity, "The body has to be one JSON object."}
)

// JSON answers with value.
func JSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // who asked may be gone; that is not our failure
}

// Error answers with a Problem as it says. Any other error is ours, and stays inside.
func Error(w http.ResponseWriter, err error) {
	problem, ok := errors.AsType[Problem](err)
	if !ok {
		panic(err)
	}
	JSON(w, problem.Status, problem)
}

// Read decodes the body of a request, one JSON object of value's shape. The error is a Problem.
func Read(w http.ResponseWriter, r *http.Request, value any) error {
	if r.ContentLength > MostBytes {
		return tooLarge // before it is sent
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MostBytes))
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return tooLarge
		}
		return noJSON // the body broke off
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if len(body) > 0 && kind != "application/json" {
		return otherKind
	}
	return problemOf(json.Unmarshal(body, value))
}

func problemOf(err error) error {
	if err == nil {
		return nil
	}
	wrong, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return noJSON
	}
	field := strings.ReplaceAll(strings.TrimPrefix(string(wrong.JSONPointer), "/"), "/", ".")
	if field == "" {
		return noObject
	}
	wanted := "of another type"
	if wrong.GoType != nil {
		wanted = "a " + wrong.GoType.String()
	}
	return Problem{http.StatusUnprocessableEntity, "`" + field + "` has to be " + wanted + "."}
}
