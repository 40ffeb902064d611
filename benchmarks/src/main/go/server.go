// A Go program with the diagnostics service that Go itself brings: net/http/pprof, a health check and the
// metrics of the runtime. The timeouts are those of tbot's service. Only the standard library is used.
//
// Like ServerHost, it prints "ready", and answers "opens" on standard input as FileOpens does. It ends
// when standard input ends.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime/metrics"
	"strings"
	"sync"
	"time"
)

const openInterval = 5 * time.Millisecond

func main() {
	http.HandleFunc("/livez", livez)
	http.HandleFunc("/metrics", runtimeMetrics)
	server := http.Server{
		ReadTimeout:       30 * time.Second,
		ReadHeaderTimeout: 10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       30 * time.Second,
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal(server.Serve(listener)) }()
	fmt.Println("ready")

	var opens fileOpens
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Println(opens.report())
	}
}

func livez(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, "OK")
}

// runtimeMetrics writes all metrics of the runtime that are one number, in Prometheus' text format.
func runtimeMetrics(w http.ResponseWriter, _ *http.Request) {
	var samples []metrics.Sample
	for _, description := range metrics.All() {
		samples = append(samples, metrics.Sample{Name: description.Name})
	}
	metrics.Read(samples)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	named := strings.NewReplacer("/", "_", ":", "_", "-", "_")
	for _, sample := range samples {
		name := "go" + named.Replace(sample.Name)
		switch sample.Value.Kind() {
		case metrics.KindUint64:
			fmt.Fprintf(w, "# TYPE %s gauge\n%s %d\n", name, name, sample.Value.Uint64())
		case metrics.KindFloat64:
			fmt.Fprintf(w, "# TYPE %s gauge\n%s %g\n", name, name, sample.Value.Float64())
		}
	}
}

// fileOpens opens a file again and again, from the first report on.
type fileOpens struct {
	mutex         sync.Mutex
	started       bool
	count, failed int
	longest       time.Duration
}

// report returns what happened since the previous report: "opens COUNT FAILED LONGEST", the last in
// microseconds.
func (f *fileOpens) report() string {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	line := fmt.Sprintf("opens %d %d %d", f.count, f.failed, f.longest.Microseconds())
	f.count, f.failed, f.longest = 0, 0, 0
	if !f.started {
		f.started = true
		go f.run()
	}
	return line
}

func (f *fileOpens) run() {
	for {
		start := time.Now()
		file, err := os.Open(os.DevNull)
		took := time.Since(start)
		if err == nil {
			file.Close()
		}
		f.add(err, took)
		time.Sleep(openInterval)
	}
}

func (f *fileOpens) add(err error, took time.Duration) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.count++
	if err != nil {
		f.failed++
	}
	if took > f.longest {
		f.longest = took
	}
}
