;; What a query can have in common with each of a list of rows, at most. A row's coarse record is its numbers as bytes with a sign,
;; then its scale and the length of what rounding left of it (layout.ts); the query's numbers have 16 bits, so few that the sum of
;; a row's products fits into 32 (coarse.ts). Four rows at a time share the loads of the query, one of each quarter of the list: they
;; lie far apart, so that memory is fetched ahead in four places, and a wait at the end of a page is not one for all.
(module
  (import "index" "memory" (memory 1 65536 shared))
  (func (export "bound")
    ;; The list, 4 bytes for each row, and how many are a quarter of it.
    (param $list i32) (param $quarter i32)
    ;; The query, and the numbers of a vector: a multiple of 32.
    (param $query i32) (param $numbers i32)
    ;; Where the first chunk begins, and how long a chunk of 1024 rows is.
    (param $first i32) (param $chunk i32)
    ;; Of the query: its scale, its length, and what is added to every bound.
    (param $scale f32) (param $length f32) (param $slack f32)
    ;; Where the bounds go: 4 bytes for each row, in the order of the list.
    (param $out i32)
    (local $at i32) (local $end i32) (local $from i32) (local $to i32) (local $next i32)
    (local $q0 v128) (local $q1 v128) (local $q2 v128) (local $q3 v128)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $sumA v128) (local $sumB v128) (local $sumC v128) (local $sumD v128)
    ;; In bytes from here on.
    (local.set $quarter (i32.shl (local.get $quarter) (i32.const 2)))
    (local.set $end (i32.add (local.get $query) (i32.shl (local.get $numbers) (i32.const 1))))
    (block $done
      (loop $rows
        (br_if $done (i32.eq (local.get $next) (local.get $quarter)))
        (local.set $from (i32.add (local.get $list) (local.get $next)))
        (local.set $to (i32.add (local.get $out) (local.get $next)))
        (local.set $a
          (call $place (i32.load (local.get $from)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $from (i32.add (local.get $from) (local.get $quarter)))
        (local.set $b
          (call $place (i32.load (local.get $from)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $from (i32.add (local.get $from) (local.get $quarter)))
        (local.set $c
          (call $place (i32.load (local.get $from)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $from (i32.add (local.get $from) (local.get $quarter)))
        (local.set $d
          (call $place (i32.load (local.get $from)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $sumA (v128.const i32x4 0 0 0 0))
        (local.set $sumB (v128.const i32x4 0 0 0 0))
        (local.set $sumC (v128.const i32x4 0 0 0 0))
        (local.set $sumD (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $query))
        (loop $columns
          (local.set $q0 (v128.load (local.get $at)))
          (local.set $q1 (v128.load offset=16 (local.get $at)))
          (local.set $q2 (v128.load offset=32 (local.get $at)))
          (local.set $q3 (v128.load offset=48 (local.get $at)))
          (local.set $sumA
            (i32x4.add (local.get $sumA) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $a)) (local.get $q0))))
          (local.set $sumA
            (i32x4.add (local.get $sumA) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $a)) (local.get $q1))))
          (local.set $sumA
            (i32x4.add (local.get $sumA) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $a)) (local.get $q2))))
          (local.set $sumA
            (i32x4.add (local.get $sumA) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $a)) (local.get $q3))))
          (local.set $a (i32.add (local.get $a) (i32.const 32)))
          (local.set $sumB
            (i32x4.add (local.get $sumB) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $b)) (local.get $q0))))
          (local.set $sumB
            (i32x4.add (local.get $sumB) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $b)) (local.get $q1))))
          (local.set $sumB
            (i32x4.add (local.get $sumB) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $b)) (local.get $q2))))
          (local.set $sumB
            (i32x4.add (local.get $sumB) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $b)) (local.get $q3))))
          (local.set $b (i32.add (local.get $b) (i32.const 32)))
          (local.set $sumC
            (i32x4.add (local.get $sumC) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $c)) (local.get $q0))))
          (local.set $sumC
            (i32x4.add (local.get $sumC) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $c)) (local.get $q1))))
          (local.set $sumC
            (i32x4.add (local.get $sumC) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $c)) (local.get $q2))))
          (local.set $sumC
            (i32x4.add (local.get $sumC) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $c)) (local.get $q3))))
          (local.set $c (i32.add (local.get $c) (i32.const 32)))
          (local.set $sumD
            (i32x4.add (local.get $sumD) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $d)) (local.get $q0))))
          (local.set $sumD
            (i32x4.add (local.get $sumD) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $d)) (local.get $q1))))
          (local.set $sumD
            (i32x4.add (local.get $sumD) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $d)) (local.get $q2))))
          (local.set $sumD
            (i32x4.add (local.get $sumD) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $d)) (local.get $q3))))
          (local.set $d (i32.add (local.get $d) (i32.const 32)))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $columns (i32.lt_u (local.get $at) (local.get $end))))
        ;; What follows a row's numbers is there now.
        (f32.store (local.get $to)
          (call $most (local.get $sumA) (local.get $a) (local.get $scale) (local.get $length) (local.get $slack)))
        (local.set $to (i32.add (local.get $to) (local.get $quarter)))
        (f32.store (local.get $to)
          (call $most (local.get $sumB) (local.get $b) (local.get $scale) (local.get $length) (local.get $slack)))
        (local.set $to (i32.add (local.get $to) (local.get $quarter)))
        (f32.store (local.get $to)
          (call $most (local.get $sumC) (local.get $c) (local.get $scale) (local.get $length) (local.get $slack)))
        (local.set $to (i32.add (local.get $to) (local.get $quarter)))
        (f32.store (local.get $to)
          (call $most (local.get $sumD) (local.get $d) (local.get $scale) (local.get $length) (local.get $slack)))
        (local.set $next (i32.add (local.get $next) (i32.const 4)))
        (br $rows))))
  ;; The address of a row's coarse record.
  (func $place (param $row i32) (param $numbers i32) (param $first i32) (param $chunk i32) (result i32)
    (i32.add
      (local.get $first)
      (i32.add
        (i32.mul (i32.shr_u (local.get $row) (i32.const 10)) (local.get $chunk))
        (i32.mul (i32.and (local.get $row) (i32.const 1023)) (i32.add (local.get $numbers) (i32.const 16))))))
  ;; The bound of a row, from the sums of its products and the address of its scale.
  (func $most (param $sums v128) (param $row i32) (param $scale f32) (param $length f32) (param $slack f32) (result f32)
    (f32.add
      (f32.mul
        (f32.mul
          (f32.convert_i32_s
            (i32.add
              (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
              (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))
          (f32.load (local.get $row)))
        (local.get $scale))
      (f32.add (f32.mul (f32.load offset=4 (local.get $row)) (local.get $length)) (local.get $slack)))))
